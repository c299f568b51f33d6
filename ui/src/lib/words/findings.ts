// What does not agree, in words: what was found, what that is based on, and
// what to do about it.
import type { FindingKind, FindingView, Money } from "~/bindings";

import { readAmount } from "../amounts";
import { negated, isNegative } from "../money";
import { parseTime, spanText, whenText } from "../time";

export interface FindingWords {
  /** Cut around the name in it, which is somebody's own text. */
  before: string;
  subject: string;
  after: string;
  /** What it is based on. */
  basis: string;
  /** What to do. */
  advice: string;
}

/** How things may be said now. */
export interface Saying {
  amount: (money: Money) => string;
  now: Date;
}

type Writer = (finding: FindingView, say: Saying) => FindingWords;

/** A finding in words. */
export function findingWords(finding: FindingView, say: Saying): FindingWords {
  return KINDS[finding.kind](finding, say);
}

/** Why a finding is settled: a person's own words, or one of the host's. */
export function noteWords(note: string | null): string {
  if (note === null || note === "") return "no note";
  return NOTES[note] ?? note;
}

const NOTES: Readonly<Record<string, string>> = {
  adopted: "was there before this journal",
  gone: "agrees by now",
};

const KINDS: Readonly<Record<FindingKind, Writer>> = {
  orderWithoutService: (finding, say) => ({
    ...ofOrder(finding, " has no service"),
    basis: `Ordered ${at(finding, say, "from")} and accepted or paid; the services were read whole ${at(finding, say)}, and none is of this order.`,
    advice:
      "Set-up may still be running: check again later. If it stays so, KernelHost’s support can tell by the order’s number there.",
  }),
  serviceWithoutOrder: (finding, say) => ({
    before: "",
    subject: finding.service?.name ?? "A service",
    after: " was bought elsewhere",
    basis: `${stated(finding, "product")}First seen ${span(finding, say)}; no order of this computer made it.`,
    advice:
      "If you or a colleague bought it in the portal or with another program, settle it with a word about who. If nobody did, lock the API key in the portal and ask KernelHost’s support.",
  }),
  invoiceWithoutService: (finding, say) => ({
    before: "Invoice ",
    subject: finding.invoice?.number ?? "not stated",
    after: " belongs to nothing known here",
    basis: `Read ${at(finding, say)}; no service and no order of this computer explains it.`,
    advice:
      "Open the invoice and look at its lines. A purchase in the portal or a fee explains it: settle it with a note. Otherwise ask KernelHost’s support before it is due.",
  }),
  moneyWithoutCause: (finding, say) => ({
    before: `${loss(finding, say)} left without a known cause`,
    subject: "",
    after: "",
    basis: `Between two readings of the credit, ${span(finding, say)}. No order, renewal or invoice that is known here explains it.${balances(finding, say)}`,
    advice:
      "Look in the portal what was paid in that time. Settle it with what you find; if nobody here did it, ask KernelHost’s support.",
  }),
  unpaidPastItsDay: (finding, say) => ({
    ...ofOrder(finding, " is unpaid and past its day"),
    basis: `KernelHost cancels unpaid orders after 24 hours, which were over ${at(finding, say)}; it was not heard to say so.`,
    advice:
      "nameless" in finding.facts
        ? "KernelHost never named this order, so it cannot be asked for. Look in the portal, then open the order and say what became of it; ordering it again may buy a second one."
        : "Open the order and check it once. If it still exists, it can still be paid, and ordering it again buys a second one.",
  }),
};

function span(finding: FindingView, { now }: Saying): string {
  const from = parseTime(finding.from);
  const to = parseTime(finding.to);
  return from && to ? spanText(from, to, now) : "at a time not stated";
}

function at(finding: FindingView, { now }: Saying, end: "from" | "to" = "to"): string {
  const time = parseTime(finding[end]);
  return time ? `at ${whenText(time, now)}` : "at a time not stated";
}

function ofOrder({ order, facts }: FindingView, after: string) {
  const no = `Order No. ${order ?? "not stated"}`;
  const subject = facts.product ?? "";
  return { before: subject ? `${no}, ` : no, subject, after: subject ? `,${after}` : after };
}

function stated(finding: FindingView, fact: string): string {
  const text = finding.facts[fact];
  return text ? `${text}. ` : "";
}

function loss({ money }: FindingView, { amount }: Saying): string {
  if (!money) return "Money";
  return amount(isNegative(money) ? negated(money) : money);
}

function balances({ facts }: FindingView, { amount }: Saying): string {
  const before = readAmount(facts.before ?? "");
  const after = readAmount(facts.after ?? "");
  return before && after ? ` It went from ${amount(before)} to ${amount(after)}.` : "";
}
