// The state of the connection in a word and a shape.
import type { ConnectionState } from "~/bindings";

import { durationText } from "./time";

/** Shapes are those of the state marks. */
export const CONNECTION_WORDS: Record<
  ConnectionState,
  { word: string; shape: "good" | "working" | "unknown" | "warning" | "refused" }
> = {
  idle: { word: "Not asked yet", shape: "unknown" },
  connecting: { word: "Connecting", shape: "working" },
  connected: { word: "Connected", shape: "good" },
  offline: { word: "Offline", shape: "warning" },
  needsSecret: { word: "Secret needed", shape: "warning" },
  refused: { word: "Key refused", shape: "refused" },
  heldBack: { word: "Held back", shape: "warning" },
};

/** How far the clock of this computer is off, in words. */
export function clockWords(aheadSeconds: number | null): string {
  if (aheadSeconds === null) return "not compared yet";
  if (Math.abs(aheadSeconds) < 1) return "agrees with KernelHost";
  const span = durationText(Math.abs(aheadSeconds));
  return `${span} ${aheadSeconds > 0 ? "ahead of" : "behind"} KernelHost`;
}
