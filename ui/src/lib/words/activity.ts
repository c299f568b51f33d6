// What happened, in words: an event of the host as one line, its source and its
// span. Unknown kinds are shown by their own word.
import type { EventGroup, EventRow, Money } from "~/bindings";

import { readAmount } from "../amounts";
import { isNegative, negated } from "../money";
import { durationText, endText, parseTime } from "../time";

/** One line about an event. The subject is a name of a person's or the provider's own. */
export interface EventWords {
  before: string;
  subject: string;
  after: string;
  /** In grey behind it. */
  rest: string;
}

/** How an amount may be shown now. */
export type AmountText = (amount: Money) => string;

/** Groups in the order of the chips. */
export const GROUPS: readonly { group: EventGroup; word: string; what: string }[] = [
  { group: "orders", word: "Orders", what: "paid, waiting for payment, cancelled" },
  { group: "services", word: "Services", what: "set up, changed, failed, not listed any more" },
  { group: "invoices", word: "Invoices", what: "issued, paid, overdue" },
  { group: "credit", word: "Credit", what: "changed, below your line" },
  { group: "key", word: "Key", what: "scopes changed, refused, accepted, webhook changed" },
  { group: "watching", word: "Watching", what: "times in which nobody looked" },
];

const SOURCES: Readonly<Record<string, string>> = {
  services_compared: "services compared",
  service_read: "service read",
  invoices_compared: "invoices compared",
  credit_read: "credit compared",
  order_read: "order read",
  key_read: "key compared",
  own_action: "your action",
  pasted_webhook: "pasted webhook, verified",
  startup: "start-up",
  clock: "clock of this computer",
  reconciliation: "orders and account compared",
};

/** How an event is known. */
export function sourceWords(source: string): string {
  return SOURCES[source] ?? source.replaceAll("_", " ");
}

const FACTS: Readonly<Record<string, string>> = {
  status: "state",
  power: "power",
  hostname: "host name",
  addresses: "addresses",
  due: "next due",
  price: "price",
  product: "product",
  name: "name",
  cycle: "billing cycle",
};

/** One line about an event. */
export function eventWords(event: EventRow, amount: AmountText, now: Date): EventWords {
  const of = new Facts(event, amount, now);
  const line = (before: string, subject: string, after: string, ...rest: string[]) => ({
    before,
    subject,
    after,
    rest: rest.filter(Boolean).join(", "),
  });
  const { money } = of;
  switch (event.kind) {
    case "order_paid":
      return line("", of.order, " is paid", of.forWhom, money);
    case "payment_needed":
      return line(
        "Pay for ",
        of.order,
        "",
        of.forWhom,
        money,
        reasonWords(of.fact("reason")),
        of.until,
      );
    case "order_cancelled":
      return line(
        "",
        of.order,
        " was cancelled",
        of.forWhom,
        money,
        reasonWords(of.fact("reason")),
      );
    case "payment_reminder":
      return line(`${of.left} left to pay `, of.order, "", of.forWhom, money, of.until);
    case "finding":
      return line(of.findings, "", "", of.fact("name"), money);
    case "service_appeared":
      return line("", of.service, " is in the list now", of.product, of.state);
    case "service_provisioned":
      return line("", of.service, " is set up", of.product, of.forWhom);
    case "service_changed": {
      const fact = of.fact("fact");
      return line("", of.service, `: ${FACTS[fact] ?? (fact || "a fact")} changed`, of.change);
    }
    case "service_failed":
      return line("", of.service, ` is ${of.fact("new") || "held back"}`, of.before, of.forWhom);
    case "service_missing":
      return line("", of.service, " is not listed any more", "a missing line is not a deletion");
    case "service_back":
      return line("", of.service, " is listed again", of.state);
    case "invoice_created":
      return line("Invoice ", of.invoice, " appeared", of.state, money);
    case "invoice_paid":
      return line("Invoice ", of.invoice, " is paid", money);
    case "invoice_overdue":
      return line("Invoice ", of.invoice, " is overdue", money, of.due);
    case "invoice_changed":
      return line("Invoice ", of.invoice, " changed", of.change, money);
    case "balance_low":
      return line("Credit is low", "", "", of.fact("new") || money, of.threshold);
    case "credit_changed":
      return line(of.creditMove, "", "", of.change);
    case "key_scopes_changed":
      return line("What the key may do changed", "", "", of.scopes);
    case "key_refused":
      return line("KernelHost refuses the key", "", "", reasonWords(of.fact("reason")));
    case "key_accepted":
      return line("KernelHost accepts the key again", "", "");
    case "webhook_changed":
      return line("The webhook’s address changed", "", "", of.change);
    case "first_look":
      return line("First look at this account", "", "", "what was there then is no news");
    case "watching_again":
      return line(
        `Not watching for ${of.span}. What is below in it is dated by the two looks around the gap.`,
        "",
        "",
      );
    default:
      return line("", event.name ?? "", ` “${event.kind.replaceAll("_", " ")}”`, of.change, money);
  }
}

/** Facts of an event as text. */
class Facts {
  #event: EventRow;
  #amount: AmountText;
  #now: Date;

  constructor(event: EventRow, amount: AmountText, now: Date) {
    this.#event = event;
    this.#amount = amount;
    this.#now = now;
  }

  /** A fact; amounts as they may be shown, times as clock times. */
  fact(name: string): string {
    const text = this.#event.facts[name] ?? "";
    const money = /[A-Za-z]{3}$/.test(text) ? readAmount(text) : null;
    if (money) return this.#amount(money);
    const time = /^\d{4}-\d{2}-\d{2}T/.test(text) ? parseTime(text) : null;
    return time ? endText(time, this.#now) : text;
  }

  get money(): string {
    return this.#event.amount ? this.#amount(this.#event.amount) : "";
  }

  /** How long an order can still be paid. */
  get left(): string {
    const minutes = Number(this.#event.facts.left);
    return Number.isFinite(minutes) ? durationText(minutes * 60) : "Little time";
  }

  /** How many things do not agree. */
  get findings(): string {
    const count = this.#event.facts.count ?? "1";
    return count === "1"
      ? "Orders and account do not agree in one thing"
      : `Orders and account do not agree in ${count} things`;
  }

  get order(): string {
    const { name, place } = this.#event;
    return name ?? (place.place === "order" ? `Order No. ${place.no}` : "An order");
  }

  get service(): string {
    const { name, place } = this.#event;
    return name ?? (place.place === "service" ? `Service ${place.id}` : "A service");
  }

  get invoice(): string {
    const { name, place } = this.#event;
    return name ?? (place.place === "invoice" ? place.id : "");
  }

  get change(): string {
    const before = this.fact("old");
    const after = this.fact("new") || this.fact("status");
    if (before && after) return `${before} to ${after}`;
    return after ? `now ${after}` : before ? `was ${before}` : "";
  }

  get before(): string {
    const before = this.fact("old");
    return before ? `was ${before}` : "";
  }

  get state(): string {
    return this.fact("status") || this.fact("new");
  }

  get until(): string {
    const until = this.fact("due");
    return until ? `cancelled at ${until}` : "";
  }

  get forWhom(): string {
    const customer = this.fact("customer");
    return customer ? `for ${customer}` : "";
  }

  /** The product, where the thing is not called by it. */
  get product(): string {
    const product = this.fact("product");
    return product === this.#event.name ? "" : product;
  }

  get due(): string {
    const due = this.fact("due");
    return due ? `due ${due}` : "";
  }

  get threshold(): string {
    const line = readAmount(this.#event.facts.line ?? "");
    if (!line) return "";
    const currency = line.currency ?? this.#event.amount?.currency ?? null;
    return `your line is ${this.#amount({ ...line, currency })}`;
  }

  get scopes(): string {
    const gained = this.fact("gained");
    const lost = this.fact("lost");
    const told = [gained && `gained ${gained}`, lost && `lost ${lost}`];
    return told.filter(Boolean).join(", ") || this.change;
  }

  get creditMove(): string {
    const by = this.#event.amount;
    if (!by) return "Credit changed";
    return isNegative(by)
      ? `Credit fell by ${this.#amount(negated(by))}`
      : `Credit rose by ${this.#amount(by)}`;
  }

  get span(): string {
    const seconds = Number(this.#event.facts.seconds);
    if (seconds > 0) return durationText(seconds);
    const from = parseTime(this.#event.from);
    const to = parseTime(this.#event.to);
    if (!from || !to) return "a while";
    return durationText(Math.max(0, (to.getTime() - from.getTime()) / 1000));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  insufficient_credit_and_no_card: "credit too low, no card stored",
  card_declined: "the bank refused the card",
  card_expired: "the stored card has expired",
};

function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason.replaceAll("_", " ");
}

/** The day a row stands under: `Today, Monday 23 November`. */
export function dayWords(at: Date, now: Date): string {
  const day = at.toLocaleDateString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const }),
  });
  const midnight = (date: Date) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return `Today, ${day.replace(",", "")}`;
  if (days === 1) return `Yesterday, ${day.replace(",", "")}`;
  return day.replace(",", "");
}

/** The span of an event under its day: `08:51–08:56`, `Sun 20:05–08:44`, `09:14:32`. */
export function spanWords(from: Date, to: Date): string {
  const clock = (at: Date, second = false) =>
    at.toLocaleTimeString("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      ...(second ? { second: "2-digit" as const } : {}),
      hourCycle: "h23",
    });
  if (Math.abs(to.getTime() - from.getTime()) < 1000) return clock(to, true);
  if (from.toDateString() === to.toDateString()) {
    const start = clock(from);
    const end = clock(to);
    return start === end ? `${clock(from, true)}–${clock(to, true)}` : `${start}–${end}`;
  }
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  const day =
    days < 6
      ? from.toLocaleDateString("en-GB", { weekday: "short" })
      : from.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return `${day} ${clock(from)}–${clock(to)}`;
}
