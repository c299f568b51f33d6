// The state of the connection in a word and a shape.
import type { ConnectionState, LastCheckView } from "~/bindings";

import { ageText, durationText, endText, parseTime, whenText } from "./time";

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

/** The last successful check in words. */
export interface CheckWords {
  /** Beside the state. */
  short: string;
  /** In full, for the tooltip. */
  full: string;
  /** Its age is too high. */
  late: boolean;
}

/** When KernelHost was last asked with success, and when it will be again. */
export function checkWords(check: LastCheckView, now: Date): CheckWords {
  const at = parseTime(check.at);
  const lateAt = parseTime(check.lateAt);
  const late = lateAt !== null && lateAt.getTime() <= now.getTime();
  const next = parseTime(check.next);
  const then = next ? `The next is planned for ${endText(next, now)}.` : "No next one is planned.";
  if (!at) {
    return {
      short: late ? "never checked" : "not checked",
      full: `No successful check yet. ${then}`,
      late,
    };
  }
  const when = whenText(at, now);
  if (!late) return { short: when, full: `Last successful check ${when}. ${then}`, late };
  return {
    short: `no check since ${when}`,
    full: `No successful check since ${when}, ${ageText(at, now)} ago. What is shown may have changed. ${then}`,
    late,
  };
}
