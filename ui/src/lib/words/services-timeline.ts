// The lines of a service's timeline in words: events found by comparing, own
// deeds from the audit chain, and what an order's evidence says of it. A kind
// that this window does not know is shown as it came, with its facts.
import type { Money, TimelineView } from "~/bindings";

import { readAmount } from "../amounts";
import { KIND_WORDS } from "./actions";
import { actWords, OUTCOME_WORDS } from "./audit";
import { evidenceWords } from "./evidence";

export type TimelineSign = "seen" | "deed" | "access" | "words" | "order" | "money" | "other";

export interface TimelineWords {
  title: string;
  /** In grey behind it. */
  detail: string;
  sign: TimelineSign;
}

type AmountText = (money: Money) => string;
type Facts = Readonly<Record<string, string | undefined>>;

/** A line in words; `amount` writes amounts as the person wants them. */
export function timelineWords(line: TimelineView, amount: AmountText): TimelineWords {
  const event = EVENTS[line.kind];
  if (event) return event(line.facts, amount);
  // Deeds of the audit chain are named with a point.
  if (line.kind.includes(".")) return deed(line);
  if (line.facts.action !== undefined) return ofAction(line);
  return ofOrder(line, amount);
}

/** A fact of a service as text; an amount as the person wants it. */
export function factText(fact: string, value: string | null | undefined, amount: AmountText) {
  if (!value) return "not stated";
  const money = fact === "price" ? readAmount(value) : null;
  return money ? amount(money) : value;
}

const EVENTS: Readonly<Record<string, (facts: Facts, amount: AmountText) => TimelineWords>> = {
  service_appeared: () => seen("Seen for the first time", ""),
  service_provisioned: () => seen("Set up", ""),
  service_changed: (facts, amount) => {
    const fact = facts.fact ?? "";
    const what = CHANGED[fact] ?? (fact ? `“${fact}”` : "");
    const step = `${factText(fact, facts.old, amount)} → ${factText(fact, facts.new, amount)}`;
    return seen(what ? `${what} changed` : "Changed", step);
  },
  service_failed: (facts) => seen("Held back or ended", facts.new ? `“${facts.new}”` : ""),
  service_missing: () => seen("Not in the list any more", "may exist all the same"),
  service_back: () => seen("Visible again", ""),
  invoice_created: (facts) => ({
    title: "Invoice issued",
    detail: facts.number ?? facts.name ?? "",
    sign: "money",
  }),
  invoice_paid: (facts) => ({
    title: "Invoice paid",
    detail: facts.number ?? facts.name ?? "",
    sign: "money",
  }),
  first_look: () => seen("First look", ""),
};

/** What is said of an action, after its name. */
const ACTION_LINES: Readonly<Record<string, (facts: Facts) => [string, string]>> = {
  confirmed: () => ["confirmed by you", ""],
  intent_written: () => ["asked for by you", ""],
  accepted: () => ["accepted", ""],
  refused: (facts) => ["refused", facts.reason ?? facts.code ?? ""],
  not_sent: () => ["did not reach KernelHost", ""],
  no_answer: () => ["has no answer", "it may have been done"],
  still_running: () => ["still runs", "KernelHost says so; nothing was done twice"],
  answer_unreadable: () => ["has an answer that cannot be read", ""],
  key_conflict: () => ["is contradicted by KernelHost", "a person has to look"],
  repeated: (facts) => ["sent again, the same request", facts.by === "start" ? "at the start" : ""],
  safe_time_over: () => ["is not repeated any more", "23 hours are over"],
  seen_changing: () => ["seen on its way", ""],
  seen_done: () => ["seen to be done", ""],
  never_seen: () => ["not seen to happen", "looked for a day"],
  service_read: () => ["looked for", ""],
  service_not_visible: () => ["cannot be seen", "the service is not visible to this key"],
};

function ofAction(line: TimelineView): TimelineWords {
  const kind = line.facts.action ?? "";
  const name = KIND_WORDS[kind as keyof typeof KIND_WORDS]?.verb ?? `“${kind}”`;
  const words = ACTION_LINES[line.kind]?.(line.facts);
  if (!words) return { title: `${name}: “${line.kind}”`, detail: "", sign: "other" };
  const shown = line.kind.startsWith("se") ? "seen" : "deed";
  return { title: `${name} ${words[0]}`, detail: words[1], sign: shown };
}

function ofOrder(line: TimelineView, amount: AmountText): TimelineWords {
  const words = evidenceWords(line, amount);
  const no = line.facts.order_no;
  const sign = words.sign === "other" ? "other" : words.sign === "looked" ? "seen" : "order";
  return { title: words.title, detail: no === undefined ? "" : `order No. ${no}`, sign };
}

const CHANGED: Readonly<Record<string, string>> = {
  status: "State",
  power: "Power",
  hostname: "Host name",
  ip: "Address",
  addresses: "Addresses",
  due: "Due date",
  price: "Price",
  product: "Product",
  name: "Name",
  cycle: "Billing cycle",
};

function seen(title: string, detail: string): TimelineWords {
  return { title, detail, sign: "seen" };
}

/** A deed of this console: what, how it went, and why. */
function deed(line: TimelineView): TimelineWords {
  const { word, known } = actWords(line.kind);
  const outcome = line.facts.outcome;
  const went =
    outcome === undefined || outcome === "done"
      ? ""
      : (OUTCOME_WORDS[outcome as keyof typeof OUTCOME_WORDS]?.word.toLowerCase() ??
        `“${outcome}”`);
  const detail = [went, line.facts.reason, known ? "" : others(line.facts, ["outcome", "reason"])]
    .filter(Boolean)
    .join(" · ");
  const sign = line.kind.startsWith("credentials.")
    ? "access"
    : line.kind === "service.words"
      ? "words"
      : line.kind.startsWith("order.")
        ? "order"
        : "deed";
  return { title: known ? word : `“${word}”`, detail, sign };
}

function others(facts: Facts, known: string[]): string {
  return Object.entries(facts)
    .filter(([name, value]) => !known.includes(name) && value)
    .map(([name, value]) => `${name}: ${value ?? ""}`)
    .join(", ");
}
