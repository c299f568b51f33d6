// Guards of a profile: caps as a person types them, and what of a change
// makes them weaker.
import type { GuardsEdit, GuardsView, Money } from "~/bindings";

import { decimalOf, readAmount } from "./amounts";
import { compareAmounts } from "./money";

/** The longest time the same order is asked about, in hours: thirty days. */
export const MOST_TWIN_HOURS = 720;

/** A part of the guards that a change would weaken, both sides as they are. */
export type Weakened =
  | { part: "readOnly" }
  | { part: "twinHours"; before: number; after: number }
  | { part: "perOrder" | "perDay" | "perMonth"; before: Money; after: Money | null };

/**
 * A cap as it was typed, for the host: `50.00 EUR`; `null` for none, and
 * `undefined` where it is no amount. `currency` is used where none was typed.
 */
export function capOf(text: string, currency: string | null): string | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  const match = /^([\d.,]+)(?:\s*([A-Za-z]{3}))?$/.exec(typed);
  const amount = match?.[1] === undefined ? null : decimalOf(match[1]);
  const unit = match?.[2]?.toUpperCase() ?? currency;
  return amount === null || unit === null ? undefined : `${amount} ${unit}`;
}

/** Hours as they were typed; `undefined` where they are none. */
export function hoursOf(text: string): number | undefined {
  const typed = text.trim();
  if (!/^\d{1,3}$/.test(typed)) return undefined;
  const hours = Number(typed);
  return hours <= MOST_TWIN_HOURS ? hours : undefined;
}

/** What of the change protects less than before; empty where nothing does. */
export function weakened(before: GuardsView, edit: Omit<GuardsEdit, "typed">): Weakened[] {
  const found: Weakened[] = [];
  if (before.readOnly && !edit.readOnly) found.push({ part: "readOnly" });
  if (edit.twinHours < before.twinHours) {
    found.push({ part: "twinHours", before: before.twinHours, after: edit.twinHours });
  }
  for (const part of ["perOrder", "perDay", "perMonth"] as const) {
    const cap = before[part];
    const wanted = edit[part] === null ? null : readAmount(edit[part]);
    if (cap && isWeaker(cap, wanted)) found.push({ part, before: cap, after: wanted });
  }
  return found;
}

function isWeaker(cap: Money, wanted: Money | null): boolean {
  // In another currency nothing can be compared, so it is asked about.
  return wanted === null || wanted.currency !== cap.currency || compareAmounts(wanted, cap) > 0;
}
