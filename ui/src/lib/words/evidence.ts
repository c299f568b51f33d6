// The lines of an order's timeline in words. A kind that this window does not
// know is shown as it came, with its facts.
import type { EvidenceView, Money } from "~/bindings";

import { readAmount } from "../amounts";
import { WORDS } from "../errors";

/** The sign before a line. */
export type EvidenceSign =
  "written" | "sent" | "broken" | "answer" | "refused" | "looked" | "time" | "other";

export interface EvidenceWords {
  title: string;
  /** What belongs to it, one sentence or two. */
  detail: string;
  /** What is compared letter by letter: a key, an id, a code. */
  mono: string | null;
  sign: EvidenceSign;
}

type Facts = Readonly<Record<string, string | undefined>>;
type Writer = (facts: Facts, amount: (money: Money) => string) => EvidenceWords;

/** A line in words; `amount` writes amounts as the person wants them. */
export function evidenceWords(line: EvidenceView, amount: (money: Money) => string): EvidenceWords {
  return KINDS[line.kind]?.(line.facts, amount) ?? unknown(line);
}

/** Where the knowledge comes from. */
export function sourceWords(source: string): string {
  return SOURCES[source] ?? `“${source}”`;
}

const SOURCES: Readonly<Record<string, string>> = {
  this_computer: "this computer",
  network: "network",
  provider: "KernelHost",
  person: "you",
};

/** What the person set aside for this order. */
function setAside(facts: Facts): string {
  const beside = facts.beside ? `Another one beside No. ${facts.beside}. ` : "";
  return `${beside}${facts.lifted ? `Caps lifted for it: ${facts.lifted}. ` : ""}`;
}

const KINDS: Readonly<Record<string, Writer>> = {
  intent_written: (facts, amount) => {
    const price = readAmount(facts.amount ?? "");
    return {
      title: "Written to disk, then sent",
      detail: `${setAside(facts)}Exact bytes${price ? `, price ${amount(price)}` : ""}, key`,
      mono: facts.key ?? null,
      sign: "written",
    };
  },
  reviewed: (facts, amount) => {
    const price = readAmount(facts.amount ?? "");
    return {
      title: "Reviewed",
      detail: `The product was read just before${price ? `; it cost ${amount(price)}` : ""}.`,
      mono: null,
      sign: "looked",
    };
  },
  sent_again: (facts) => ({
    title: "The identical request was sent again",
    detail: `${facts.attempt ? `Attempt ${facts.attempt}. ` : ""}The console did it within the same click.`,
    mono: null,
    sign: "sent",
  }),
  still_running: (facts) => ({
    title: "KernelHost says that the first request still runs",
    detail: `Nothing was done twice.${facts.detail ? ` “${facts.detail}”` : ""}`,
    mono: facts.reason ?? facts.code ?? null,
    sign: "answer",
  }),
  person_bought: (facts) => ({
    title: "You said that it was bought",
    detail: `${facts.reason ? `“${facts.reason}”` : "No reason given."}${facts.service ? ` Service ${facts.service}.` : ""}`,
    mono: null,
    sign: "looked",
  }),
  person_not_bought: (facts) => ({
    title: "You said that nothing was bought",
    detail: facts.reason ? `“${facts.reason}”` : "No reason given.",
    mono: null,
    sign: "looked",
  }),
  repeated: (facts) => ({
    title: "The identical request was sent again",
    detail: [
      facts.attempt ? `Attempt ${facts.attempt}.` : "",
      facts.by === "person"
        ? "You asked for it."
        : facts.by === "start"
          ? "The console did it when it started."
          : facts.by === "watch"
            ? "The console did it by itself while it ran."
            : "",
    ]
      .filter(Boolean)
      .join(" "),
    mono: null,
    sign: "sent",
  }),
  no_answer: (facts) => ({
    title: "No whole answer",
    detail: `${codeText(facts.code)} It may exist.`,
    mono: facts.code ?? null,
    sign: "broken",
  }),
  not_sent: (facts) => ({
    title: "Nothing reached KernelHost",
    detail: codeText(facts.code),
    mono: facts.code ?? null,
    sign: "broken",
  }),
  accepted: (facts) => ({
    title: "Accepted",
    detail: `${facts.order_id ? `Order ${facts.order_id} exists at KernelHost.` : "The order exists at KernelHost."}${statusText(facts.status)}`,
    mono: null,
    sign: "answer",
  }),
  payment_required: (facts) => ({
    title: "Not paid",
    detail: "The order exists; nothing was charged. KernelHost’s reason:",
    mono: facts.reason ?? "not stated",
    sign: "refused",
  }),
  refused: (facts) => ({
    title: "Refused",
    detail: `Nothing was bought by this request.${facts.detail ? ` “${facts.detail}”` : ""}`,
    mono: facts.reason ?? facts.code ?? null,
    sign: "refused",
  }),
  key_conflict: (facts) => ({
    title: "KernelHost contradicts itself about this order’s key",
    detail: `A person has to look.${facts.detail ? ` “${facts.detail}”` : ""}`,
    mono: facts.reason ?? facts.code ?? null,
    sign: "refused",
  }),
  status_read: (facts) => ({
    title: "Status asked",
    detail: facts.status ? `KernelHost says “${facts.status}”.` : "KernelHost states no status.",
    mono: null,
    sign: "looked",
  }),
  paid: (facts) => ({
    title: "Paid",
    detail: `Seen between these two looks.${statusText(facts.status)}`,
    mono: null,
    sign: "answer",
  }),
  provisioned: (facts) => ({
    title: "Set up",
    detail: `${facts.services ? `Services: ${facts.services}.` : "KernelHost names no service."}${statusText(facts.status)}`,
    mono: null,
    sign: "answer",
  }),
  cancelled: (facts) => ({
    title: "Cancelled by KernelHost",
    detail: `Seen between these two looks.${statusText(facts.status)}`,
    mono: null,
    sign: "refused",
  }),
  cancel_due: () => ({
    title: "24 hours are over",
    detail: "KernelHost cancels unpaid orders then. It was not heard to say so.",
    mono: null,
    sign: "time",
  }),
  safe_time_over: () => ({
    title: "23 hours are over; repeating is locked",
    detail: "KernelHost forgets a request after 24 hours and would take it as a new order.",
    mono: null,
    sign: "time",
  }),
  answer_unreadable: (facts) => ({
    title: "An answer that cannot be read",
    detail: "It said that it succeeded; what it said is kept untouched.",
    mono: facts.status ?? facts.code ?? null,
    sign: "broken",
  }),
};

function unknown(line: EvidenceView): EvidenceWords {
  const facts = Object.entries(line.facts).map(([name, value]) => `${name}: ${value}`);
  return {
    title: `“${line.kind}”`,
    detail: "This console has no words for it.",
    mono: facts.join(", ") || null,
    sign: "other",
  };
}

function statusText(status: string | undefined): string {
  return status ? ` Its status: “${status}”.` : "";
}

/** The first sentence of a code's words. */
function codeText(code: string | undefined): string {
  if (code === undefined) return "Why is not stated.";
  return SHORT[code] ?? WORDS[code]?.what.replace(/\{\w+\}/g, "not stated") ?? "";
}

const SHORT: Readonly<Record<string, string>> = {
  "network.answer_timeout": "It was sent, and no answer came in time.",
  "network.connection_broken": "The connection was cut after the request had left.",
  "network.call_abandoned": "The program ended while the answer was awaited.",
  "network.connect_failed": "The connection could not be made.",
  "network.connect_timeout": "The connection could not be made in time.",
  "provider.failed": "KernelHost failed while answering.",
};
