// Words for what needs a person. A title is cut around the name in it, which
// is somebody's own text.
import type { ActionKind, AttentionInvoices, AttentionView, EventRow } from "~/bindings";
import { statedDay } from "~/lib/stated";
import { parseTime, spanText } from "~/lib/time";
import { eventWords, type AmountText } from "~/lib/words/activity";
import { findingWords } from "~/lib/words/findings";

export interface AttentionWords {
  before: string;
  subject: string;
  after: string;
  why: string;
  /** The button; none where there is nothing to go to. */
  act: string | null;
  /** What ends at the deadline, for people who listen. */
  ends: string;
  /** Before the end as clock time. */
  endWord: string;
}

/** How things may be said now. */
export interface Saying {
  amount: AmountText;
  now: Date;
  /** There is no portal to go to. */
  simulated: boolean;
}

const REASONS: Readonly<Record<string, string>> = {
  insufficient_credit_and_no_card: "credit too low, no card stored",
  card_declined: "the bank refused the card",
  card_expired: "the stored card has expired",
  client_not_found: "KernelHost’s billing did not find the account",
};

const ACTIONS: Readonly<Record<ActionKind, string>> = {
  start: "the start",
  stop: "the stop",
  reboot: "the reboot",
  reinstall: "the reinstall",
  suspend: "the suspension",
  unsuspend: "the end of the suspension",
  terminate: "the termination",
};

/** Title, reason and act. */
export function attentionWords(attention: AttentionView, say: Saying): AttentionWords {
  switch (attention.kind) {
    case "orderUnknown":
    case "orderUnpaid":
    case "orderNeedsPerson":
      return orderWords(attention, say);
    case "actionUnknown":
    case "actionNeedsPerson":
      return actionWords(attention);
    case "invoicesOverdue":
    case "invoicesUnpaid":
      return invoiceWords(attention, say);
    case "finding":
      return findingAttention(attention, say);
    case "event":
      return eventAttention(attention.event, say);
  }
}

function words(part: Partial<AttentionWords>): AttentionWords {
  return { before: "", subject: "", after: "", why: "", act: null, ends: "", endWord: "", ...part };
}

function orderWords({ kind, order, reason }: AttentionView, say: Saying): AttentionWords {
  if (!order) return words({ before: "An order needs you" });
  const subject = order.customer ? `${order.product} for ${order.customer}` : order.product;
  const amount = order.now ? say.amount(order.now) : "an amount not stated";
  if (kind === "orderUnknown") {
    return words({
      before: "Did ",
      subject,
      after: " go through?",
      why: `The connection broke before an answer came. Up to ${amount} may have moved. Repeating the same request is safe.`,
      act: "Resolve…",
      ends: `Safe repeating of No. ${order.no}`,
      endWord: "safe until",
    });
  }
  if (kind === "orderUnpaid") {
    const out = say.simulated
      ? "The simulator has no portal: give it credit in a scene and order anew, or let it run out."
      : "Pay this order in the portal; ordering again buys a second one.";
    return words({
      before: "Pay for ",
      subject,
      why: `Refused: ${reasonWords(reason)}. Nothing was charged. ${amount} due. ${out}`,
      act: "Rescue…",
      ends: `Time to pay No. ${order.no}`,
      endWord: "cancelled at",
    });
  }
  return words({
    before: say.simulated ? "Find out what became of " : "Look for ",
    subject,
    after: say.simulated ? "" : " in the portal",
    why: `Its outcome was never learnt, and repeating it now could buy a second one. Up to ${amount} may have moved.`,
    act: "See the facts…",
    ends: `Order No. ${order.no}`,
    endWord: "since",
  });
}

function actionWords({ kind, action }: AttentionView): AttentionWords {
  const what = action?.kind ? ACTIONS[action.kind] : "the action";
  const customer = action?.customer ? ` for ${action.customer}` : "";
  const subject = `${action?.serviceName ?? "a service"}${customer}`;
  if (kind === "actionUnknown") {
    return words({
      before: `Did ${what} of `,
      subject,
      after: " go through?",
      why: "The connection broke before an answer came. Repeating the same request is safe; asking anew is not.",
      act: "Resolve…",
      ends: `Safe repeating of ${what}`,
      endWord: "safe until",
    });
  }
  return words({
    before: `What became of ${what} of `,
    subject,
    after: "?",
    why: "No answer came in time, and repeating it now could do it twice. The state of the service tells.",
    act: "See the service…",
  });
}

function invoiceWords({ kind, invoices }: AttentionView, say: Saying): AttentionWords {
  if (!invoices) return words({ before: "Invoices are open" });
  const late = kind === "invoicesOverdue";
  const { count, number } = invoices;
  const pay = say.simulated ? "" : " They are paid in the portal.";
  const due = dueWords(invoices, late, say);
  const open = invoices.open.map((money) => say.amount(money)).join(" and ");
  if (count === 1) {
    return words({
      before: "Invoice ",
      subject: number,
      after: late ? " is overdue" : " is open",
      why: `${open} ${due}.${say.simulated ? "" : " It is paid in the portal."}`,
      act: "See the invoice",
    });
  }
  return words({
    before: `${count} invoices are ${late ? "overdue" : "open"}`,
    why: `${open} together; the first ${due}.${pay}`,
    act: "See the invoices",
  });
}

function findingAttention({ findings }: AttentionView, say: Saying): AttentionWords {
  const act = "Reconcile…";
  if (!findings) return words({ before: "Orders and account do not agree", act });
  const first = findingWords(findings.first, say);
  if (findings.count === 1) return words({ ...first, why: first.basis, act });
  return words({
    before: `${findings.count} things do not agree`,
    why: `The newest: ${first.before}${first.subject}${first.after}.`,
    act,
  });
}

function dueWords(invoices: AttentionInvoices, late: boolean, say: Saying): string {
  const day = statedDay(invoices.due, say.now);
  if (!day) return "has no due day stated";
  return `${late ? "was" : "is"} due ${day}`;
}

/** Buttons by the kind of an event. */
const EVENT_ACTS: Readonly<Record<string, string>> = {
  key_scopes_changed: "See the key…",
  key_refused: "See the key…",
};

function eventAttention(event: EventRow | null, say: Saying): AttentionWords {
  if (!event) return words({ before: "Something needs you" });
  const line = eventWords(event, say.amount, say.now);
  const from = parseTime(event.from);
  const to = parseTime(event.to);
  const seen = from && to ? `Seen ${spanText(from, to, say.now)}.` : "";
  const rest = line.rest === "" ? "" : `${capital(line.rest)}. `;
  if (event.kind === "balance_low") {
    const out = say.simulated
      ? "In the simulator a scene gives more."
      : "Orders and renewals beyond it are refused.";
    return words({
      ...line,
      why: `${rest}${out} ${seen}`,
      act: say.simulated ? null : "Add credit…",
    });
  }
  const place = event.place.place;
  const act =
    EVENT_ACTS[event.kind] ??
    (place === "service" ? "See the service…" : place === "overview" ? null : "See it…");
  return words({ ...line, why: `${rest}${seen}`, act });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function reasonWords(reason: string | null): string {
  if (reason === null) return "the provider gave no reason";
  return REASONS[reason] ?? `“${reason}”`;
}
