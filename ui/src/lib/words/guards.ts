// The guards before money leaves, in words: earlier orders of the same thing,
// caps, the read-only switch, the credit.
import type { CapKind, CapView, Money, ReviewView, TwinView } from "~/bindings";

import { above } from "../amounts";
import type { CodeWords } from "../errors";
import type { Weakened } from "../guards";
import { isNegative, negated } from "../money";

type AmountText = (money: Money) => string;

/** What a cap is called: `Your cap per order`. */
export const CAP_WORDS: Readonly<Record<CapKind, string>> = {
  order: "per order",
  day: "in 24 hours",
  month: "in 30 days",
};

/** The figures of a cap in one line, and whether it lets the order through. */
export function capFigures(cap: CapView, order: Money | null, amount: AmountText): string {
  const of = `of ${amount(cap.limit)}`;
  if (cap.kind === "order") return `${amount(cap.after)} ${of}`;
  const own = order ? ` + ${amount(order)}` : "";
  return `${amount(cap.spent)}${own} ${of}`;
}

/** What is wrong with a cap that is passed: by how much, or why it cannot be told. */
export function capTrouble(cap: CapView, amount: AmountText): string | null {
  if (!cap.over) return null;
  if (cap.after.currency !== cap.limit.currency) {
    return `The cap is in ${cap.limit.currency ?? "another currency"}, this order is not. What cannot be compared is held back.`;
  }
  const by = above(cap.after, cap.limit);
  return by ? `${amount(by)} over your cap ${CAP_WORDS[cap.kind]}` : "over your cap";
}

interface TwinWords {
  /** Why it is shown. */
  why: string;
  /** What another order beside it would mean. */
  means: string;
}

/** Why an earlier order is shown before another one is sent. */
export function twinWords(twin: TwinView): TwinWords {
  if (twin.blocks) {
    return {
      why: "This very order was sent before and has no outcome.",
      means: "It may have been bought already. Settle that one first; then this one can be sent.",
    };
  }
  switch (twin.why) {
    case "open":
      return {
        why: "The same product was ordered and has no outcome yet.",
        means: "If that one went through, this one is a second purchase.",
      };
    case "unpaid":
      return {
        why: "The same product was ordered and waits to be paid.",
        means: "It can still be paid. Paying both buys two.",
      };
    case "recent":
      return {
        why: "The same product, options and host name were ordered a short while ago.",
        means: "This one would be a second purchase.",
      };
  }
}

/**
 * What the credit means for this order, where it does not cover it: said before
 * the button. `null` where there is nothing to say.
 */
export function creditWords(review: ReviewView, amount: AmountText): string | null {
  const missing =
    review.creditAfter && isNegative(review.creditAfter) ? negated(review.creditAfter) : null;
  switch (review.payment) {
    case "cardOrRefused":
      return `${missing ? `The credit lacks ${amount(missing)}.` : "The credit does not cover this."} A stored card is tried; without one the order waits unpaid for 24 hours.`;
    case "notKnown":
      return "Whether the credit covers this is not known. If it does not, a stored card is tried, or the order waits unpaid for 24 hours.";
    case "credit":
    case "free":
      return null;
  }
}

/** A weakening as the dialog names it, both sides written out. */
export function weakenedWords(one: Weakened, amount: AmountText): [string, string] {
  switch (one.part) {
    case "readOnly":
      return ["Orders and actions can be sent again.", "Read-only is switched off."];
    case "twinHours":
      return [
        `The same order is asked about for ${hoursText(one.after)}.`,
        `Until now for ${hoursText(one.before)}.`,
      ];
    case "perOrder":
    case "perDay":
    case "perMonth": {
      const name = CAP_WORDS[CAP_OF[one.part]];
      return one.after === null
        ? [`The cap ${name} is taken away.`, `Until now ${amount(one.before)}.`]
        : [`The cap ${name} becomes ${amount(one.after)}.`, `Until now ${amount(one.before)}.`];
    }
  }
}

/** Which cap a field of the settings is about. */
export const CAP_OF = { perOrder: "order", perDay: "day", perMonth: "month" } as const;

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const GUARD_WORDS: Record<string, CodeWords> = {
  "profile.read_only": warn(
    "This profile is read-only. Nothing was sent now.",
    "Switch that off under Settings, Guards, then try again.",
  ),
  "guards.type_label": warn(
    "This makes a guard weaker, so it wants the name of the profile. Nothing was changed.",
    "Type the name exactly as it is shown.",
  ),
  "guards.type_amount": warn(
    "What was typed is not the amount of this order. No cap was lifted.",
    "Type the amount exactly as it is shown.",
  ),
  "guards.nothing_to_lift": warn(
    "No cap stands in the way of this order.",
    "Look at the review again.",
  ),
  "guards.amount": warn(
    "This is not an amount a cap can have. Nothing was changed.",
    "Write it as 120 or 120.50, or leave it empty for no cap.",
  ),
  "guards.hours": warn(
    "These hours are out of range. Nothing was changed.",
    "Choose 0 to 720 hours.",
  ),
  "guards.*": warn("The guards of this profile could not be changed.", "Look at them again."),
};

function hoursText(hours: number): string {
  return hours === 1 ? "1 hour" : `${hours} hours`;
}
