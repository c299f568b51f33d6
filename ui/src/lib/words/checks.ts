// What was checked before an order is sent, in words.
import type { CheckKind, CheckView, Money } from "~/bindings";

import { readAmount } from "../amounts";
import { countText } from "../money";
import { PROGRESS_WORDS } from "../progress";
import { clockText, parseTime } from "../time";
import { cycleWord } from "./cycle";
import { stockWords } from "./stock";

export interface CheckWords {
  what: string;
  value: string | undefined;
  /** What to change, where the check stops the order. */
  fix: string;
}

/** A check in words; `amount` writes amounts as the person wants them. */
export function checkWords(check: CheckView, amount: (money: Money) => string): CheckWords {
  return WORDS[check.kind]?.(check, amount) ?? unknown(check);
}

type Writer = (check: CheckView, amount: (money: Money) => string) => CheckWords;

const WORDS: Readonly<Record<CheckKind, Writer>> = {
  productReRead: ({ state, facts }) => {
    const at = parseTime(facts.at);
    const time = at ? clockText(at, true) : "time not stated";
    return state === "pass"
      ? { what: "Price and stock read again just now", value: time, fix: "" }
      : {
          what: "Price and stock could not be read again",
          value: `copy of ${time}`,
          fix: "An order is only sent on a price that was read just now. Check the price again when the connection is back.",
        };
  },
  cycleOffered: ({ state, facts }) => {
    const cycle = cycleWord(facts.cycle ?? "");
    return {
      what: state === "pass" ? "Billing cycle is offered" : "No price for this billing cycle",
      value: cycle,
      fix: "Choose another billing cycle or other options: for this choice KernelHost states no price.",
    };
  },
  stock: ({ facts }) => ({
    what: "Availability",
    value: stockWords(facts.stock ?? ""),
    fix: "KernelHost says it is out of stock. Choose another product.",
  }),
  options: ({ state, facts }) => ({
    what: state === "pass" ? "Options are complete" : "Options are missing or not offered",
    value: facts.missing,
    fix: `Choose: ${facts.missing ?? "the required options"}.`,
  }),
  hostname: ({ state, facts }) => ({
    what: state === "pass" ? "Host name has a valid form" : "Host name has no valid form",
    value: facts.hostname,
    fix: "Use letters, digits and hyphens, parts divided by dots, for example web-01.example.net.",
  }),
  keyMayOrder: ({ state, facts }) => ({
    what:
      state === "pass"
        ? "Key may order"
        : state === "warn"
          ? "Whether the key may order is not stated"
          : "Key may not order",
    value: facts.scope,
    fix: `Give the key the scope ${facts.scope ?? "for orders"} in the portal, then check the connection here.`,
  }),
  creditCovers: ({ state, facts }, amount) => {
    const missing = readAmount(facts.missing ?? "");
    if (state === "pass") return { what: "Credit covers it", value: undefined, fix: "" };
    return {
      what: missing ? "Credit does not cover it" : "Whether the credit covers it is not known",
      value: missing ? `${amount(missing)} missing` : "credit or price not read",
      fix: "Add credit in the portal.",
    };
  },
  callsLeft: ({ state, facts }) => ({
    what: state === "fail" ? "No calls are left today" : "Calls left today",
    value: facts.left ? countText(Number(facts.left)) : "not known",
    fix: "Wait until the count starts again.",
  }),
  noOpenTwin: ({ state, facts }) => {
    const progress = Object.entries(PROGRESS_WORDS).find(([key]) => key === facts.state);
    const word = progress ? progress[1].word.toLowerCase() : "open";
    if (state === "pass") return { what: "No earlier order like it", value: "none", fix: "" };
    return {
      what:
        state === "fail"
          ? "The same order was sent before and has no outcome"
          : "An earlier order like it is to be seen first",
      value: `No. ${facts.order_no ?? "not stated"}, ${word}`,
      fix: `Resolve order No. ${facts.order_no ?? ""} first; sending this one now could buy twice.`,
    };
  },
  savedFile: ({ facts }) => {
    const until = parseTime(facts.until);
    return {
      what: "An order file for this product was saved here; if it is sent too, that buys two",
      value: until ? `can be sent until ${clockText(until)}` : undefined,
      fix: "",
    };
  },
  caps: ({ state, facts }) => ({
    what:
      state === "pass"
        ? "Within your caps"
        : state === "warn"
          ? "Cap lifted for this order"
          : "Your cap does not allow it",
    value: facts.currency ? `cap in ${facts.currency}` : undefined,
    fix: "Lift the cap for this order, or choose something else.",
  }),
  writable: ({ state }) => ({
    what: state === "fail" ? "This profile is read-only" : "This profile may order",
    value: undefined,
    fix: "Nothing is sent from it until that is switched off under Settings, Guards.",
  }),
};

/** A check that this window has no words for is shown as it is. */
function unknown(check: CheckView): CheckWords {
  const facts = Object.entries(check.facts).map(([name, value]) => `${name}: ${value}`);
  return {
    what: `“${check.kind}”`,
    value: facts.join(", ") || undefined,
    fix: `The check “${check.kind}” failed. This console has no words for it.`,
  };
}
