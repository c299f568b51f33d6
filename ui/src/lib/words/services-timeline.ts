// The lines of a service's timeline in words: events found by comparing, own
// deeds from the audit chain, and what an order's evidence says of it. A kind
// that this window does not know is shown as it came, with its facts.
import type { Money, TimelineView } from "~/bindings";

import { actWords, OUTCOME_WORDS } from "./audit";
import { evidenceWords } from "./evidence";

export type TimelineSign = "seen" | "deed" | "access" | "words" | "order" | "money" | "other";

export interface TimelineWords {
  title: string;
  /** In grey behind it. */
  detail: string;
  sign: TimelineSign;
}

type Facts = Readonly<Record<string, string | undefined>>;

/** A line in words; `amount` writes amounts as the person wants them. */
export function timelineWords(line: TimelineView, amount: (money: Money) => string): TimelineWords {
  const event = EVENTS[line.kind];
  if (event) return event(line.facts);
  if (line.kind.includes(".")) return deed(line);
  const words = evidenceWords({ ...line, facts: line.facts }, amount);
  return { title: words.title, detail: words.detail, sign: SIGNS[words.sign] ?? "other" };
}

const EVENTS: Readonly<Record<string, (facts: Facts) => TimelineWords>> = {
  service_appeared: () => seen("Seen for the first time", ""),
  service_provisioned: () => seen("Set up", ""),
  service_changed: (facts) => {
    const what = CHANGED[facts.what ?? facts.fact ?? ""] ?? facts.what ?? facts.fact;
    const step =
      facts.old !== undefined || facts.new !== undefined
        ? `${facts.old ?? "not stated"} → ${facts.new ?? "not stated"}`
        : others(facts, ["what", "fact", "name"]);
    return seen(what ? `${what} changed` : "Changed", step);
  },
  service_failed: (facts) => seen("Failed", facts.new ?? facts.status ?? ""),
  service_missing: () => seen("Not in the list any more", "may exist all the same"),
  service_back: () => seen("Visible again", ""),
  invoice_created: (facts) => ({
    title: "Invoice issued",
    detail: facts.number ?? "",
    sign: "money",
  }),
  invoice_paid: (facts) => ({ title: "Renewed", detail: facts.number ?? "", sign: "money" }),
  seen_done: () => seen("Seen to be done", ""),
  seen_changing: () => seen("Seen on its way", ""),
  never_seen: () => seen("Not seen to happen within a day", ""),
  service_read: (facts) => seen("Looked at", others(facts, [])),
  service_not_visible: () => seen("Not visible to this key", "may exist all the same"),
  confirmed: () => ({ title: "Confirmed by you", detail: "", sign: "deed" }),
  first_look: () => seen("First look", ""),
};

const CHANGED: Readonly<Record<string, string>> = {
  condition: "State",
  status: "State",
  power: "Power",
  power_state: "Power",
  hostname: "Host name",
  ip: "Address",
  ips: "Addresses",
  due: "Due date",
  next_due: "Due date",
  price: "Price",
  product: "Product",
  name: "Name",
  cycle: "Billing cycle",
};

const SIGNS: Readonly<Record<string, TimelineSign>> = {
  written: "order",
  sent: "order",
  answer: "order",
  refused: "order",
  looked: "seen",
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
