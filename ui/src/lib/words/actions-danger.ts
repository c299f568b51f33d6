// What an act that erases, locks or ends does, line by line, and the gentler
// ways. What the provider does not document is called that.
import type { ActionKind, ActView, Money, PriceKind, PricePart } from "~/bindings";

import { KIND_WORDS } from "./actions";

export interface Consequence {
  kind: PriceKind;
  what: string;
  meaning: string;
  /** Something is lost by it. */
  erases: boolean;
}

interface About {
  ip: string | null;
  /** The day it is paid until, in words. */
  due: string | null;
  amount: (money: Money) => string;
}

/** The lines below "What happens". */
export function consequences(kind: ActionKind, price: PricePart[], about: About): Consequence[] {
  return price.flatMap((part) => {
    const line = lineOf(kind, part, about);
    return line ? [{ kind: part.kind, ...line }] : [];
  });
}

function lineOf(kind: ActionKind, part: PricePart, about: About): Omit<Consequence, "kind"> | null {
  const amount = part.amount ? about.amount(part.amount) : null;
  switch (part.kind) {
    case "dataErased":
      return {
        what: "Treat the disk as erased.",
        meaning: "The API knows no backup and no way back.",
        erases: true,
      };
    case "addressesReturned":
      return {
        what: `${about.ip ?? "Its address"} goes back to KernelHost.`,
        meaning: "You may not get it again.",
        erases: true,
      };
    case "renewalsEnd":
      return {
        what: "No more renewals.",
        meaning: about.due
          ? `A refund for the days to ${about.due} is not documented.`
          : "A refund is not documented.",
        erases: false,
      };
    case "staysBilled":
      return {
        what: "It stays yours.",
        meaning: amount ? `It goes on costing ${amount}.` : "It goes on being billed.",
        erases: false,
      };
    case "billingNotDocumented":
      return {
        what: amount ? `It may go on costing ${amount}.` : "It may go on being billed.",
        meaning: "Whether it is billed while it is suspended is not documented.",
        erases: false,
      };
    case "outOfReach":
      return {
        what:
          kind === "suspend"
            ? "Out of reach until you lift it."
            : "Out of reach until it is set up.",
        meaning: kind === "suspend" ? "Disk and address stay." : "Its customer will notice.",
        erases: false,
      };
    case "shortOutage":
      return { what: "Out of reach for a moment.", meaning: "", erases: false };
    // Said in the line below the title, in the foot, or not worth a line here.
    case "noUndo":
    case "noMoney":
    case "calls":
    case "auditEntry":
      return null;
  }
}

export interface GentlerWay {
  kind: ActionKind;
  verb: string;
  does: string;
}

const GENTLER: Readonly<Partial<Record<ActionKind, ActionKind[]>>> = {
  terminate: ["stop", "suspend"],
  reinstall: ["reboot", "stop"],
  suspend: ["stop"],
};

/** What can be done instead, the gentlest first; only what is possible now. */
export function gentler(
  kind: ActionKind,
  acts: ActView[],
  amount: (money: Money) => string,
): GentlerWay[] {
  return (GENTLER[kind] ?? []).flatMap((other) => {
    const act = acts.find((one) => one.kind === other && one.allowed);
    return act
      ? [{ kind: other, verb: KIND_WORDS[other].verb, does: gentlyDoes(act, amount) }]
      : [];
  });
}

function gentlyDoes(act: ActView, amount: (money: Money) => string): string {
  const money = act.price.find((part) => part.amount !== null)?.amount;
  switch (act.kind) {
    case "stop":
      return money
        ? `keeps disk and address, goes on costing ${amount(money)}`
        : "keeps disk and address, goes on being billed";
    case "suspend":
      return "locks it until you lift it; billing meanwhile is not documented";
    case "reboot":
      return "keeps everything, out of reach for a moment";
    case "start":
    case "reinstall":
    case "unsuspend":
    case "terminate":
      return KIND_WORDS[act.kind].does;
  }
}
