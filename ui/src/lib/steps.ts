// The steps of connecting a key, in words.
import type { ConnectStep, StepKind } from "~/bindings";

import { clockWords } from "./connection";

/** What a step is, and what it costs before it is done. */
export const STEPS: readonly { kind: StepKind; what: string; price: string }[] = [
  { kind: "form", what: "Check the key’s form on this computer", price: "no call" },
  { kind: "reach", what: "Reach the API", price: "unsigned, free" },
  { kind: "clock", what: "Compare clocks", price: "no call" },
  { kind: "account", what: "Ask once who you are", price: "1 signed call" },
  { kind: "keep", what: "Keep the secret and read it back", price: "no call" },
];

/** What came of a step, in a few words. */
export function stepResult(step: ConnectStep): string {
  if (step.state === "notTried") return "not tried";
  if (step.state === "failed") return "failed";
  if (step.kind === "reach" && step.figure !== null) return `answered in ${step.figure} ms`;
  if (step.kind === "clock") return clockWords(step.figure);
  return "done";
}
