// What is seen of an order whose answer never came: each clue as a line of
// evidence, and what they say together.
import type {
  ClueInvoice,
  ClueService,
  CluesVerdict,
  CluesView,
  CreditView,
  Money,
  OrderView,
} from "~/bindings";

import { difference } from "../amounts";
import { compareAmounts, isNegative, isZero, negated } from "../money";
import { spanText, parseTime, whenText } from "../time";

/** Which way a clue points. */
export type Pointer = "for" | "against" | "neither";

export interface ClueWords {
  about: "credit" | "invoices" | "services";
  /** When it was, as far as two looks tell. */
  when: string;
  title: string;
  detail: string;
  points: Pointer;
  /** When the source was last read. */
  readAt: string | null;
}

export const POINTS: Readonly<Record<Pointer, string>> = {
  for: "Points to: went through.",
  against: "Points to: did not go through.",
  neither: "Says nothing either way.",
};

/** What the clues say together; a hint, never a decision. */
export const VERDICTS: Readonly<Record<CluesVerdict, { first: string; rest: string }>> = {
  tooEarly: {
    first: "Too early to tell.",
    rest: "Services, invoices and credit were last read before it was sent, or less than half an hour after. What was bought may not show yet.",
  },
  partlySeen: {
    first: "No trace of it in what could be read.",
    rest: "Not everything could be read: see below. That is not enough to say that nothing was bought.",
  },
  nothingSeen: {
    first: "No trace of it is seen.",
    rest: "No service, no invoice and no fall of the credit fits. This points to: not bought. KernelHost did not say so.",
  },
  probablyBought: {
    first: "What is seen points to: bought.",
    rest: "Something appeared that fits and belongs to no other order. KernelHost did not say so.",
  },
  contradictory: {
    first: "What is seen contradicts itself.",
    rest: "Some of it speaks for a purchase and some against. Read it again later, or look in the portal.",
  },
};

/** How things may be said now. */
export interface Saying {
  amount: (money: Money) => string;
  now: Date;
}

/** More than these are counted and not listed. */
const MOST = 3;

/** Each clue in words: credit, invoices, services. */
export function clueLines(order: OrderView, clues: CluesView, say: Saying): ClueWords[] {
  const sent = parseTime(order.attempts[0]?.startedAt ?? order.row.createdAt);
  return [
    creditLine(order, clues, say),
    ...invoiceLines(clues, sent, say),
    ...serviceLines(clues, sent, say),
  ];
}

function creditLine(order: OrderView, clues: CluesView, say: Saying): ClueWords {
  const { creditBefore: before, creditAfter: after, creditChange: change } = clues;
  const line = (title: string, detail: string, points: Pointer): ClueWords => ({
    about: "credit",
    when: between(before?.at ?? null, after?.at ?? null, say.now),
    title,
    detail,
    points,
    readAt: clues.creditReadAt,
  });
  if (!after) {
    const was = before ? `Before it was ${say.amount(before.amount)}.` : "";
    return line("Credit was not read since", was, "neither");
  }
  if (!before || !change) {
    return line("Credit before is not known", `Now ${say.amount(after.amount)}.`, "neither");
  }
  if (isZero(change)) {
    const still = `${say.amount(after.amount)} before and after. A card may have paid.`;
    return line("Credit did not change", still, "neither");
  }
  const moved = fromTo(before, after, say);
  if (!isNegative(change)) {
    return line(`Credit rose by ${say.amount(change)}`, moved, "neither");
  }
  const explained = clues.explained && !isZero(clues.explained) ? clues.explained : null;
  const rest = explained ? difference(change, explained) : change;
  const cost = order.row.now;
  const fits = rest !== null && cost !== null && sameAmount(negated(rest), cost);
  const title = `Credit fell by ${fits && !explained ? "exactly " : ""}${say.amount(negated(change))}`;
  if (!explained || !rest) return line(title, moved, fits ? "for" : "neither");
  const others = isZero(rest)
    ? "Other orders explain all of it."
    : `Other orders explain ${say.amount(negated(explained))} of it; ${say.amount(negated(rest))} is left.`;
  return line(title, `${moved} ${others}`, fits ? "for" : "neither");
}

function invoiceLines(clues: CluesView, sent: Date | null, say: Saying): ClueWords[] {
  const line = (title: string, detail: string, points: Pointer): ClueWords => ({
    about: "invoices",
    when: looked(clues.invoicesReadAt, say.now),
    title,
    detail,
    points,
    readAt: clues.invoicesReadAt,
  });
  if (!readSince(clues.invoicesReadAt, sent)) {
    return [line("Invoices were not read since", "What is kept here is older.", "neither")];
  }
  const fits = clues.invoices.filter((one) => one.matches);
  const others = clues.invoices.length - fits.length;
  const lines = fits
    .slice(0, MOST)
    .map((one) => line(`Invoice ${one.number} appeared`, invoiceDetail(one, say), "for"));
  if (fits.length === 0) {
    const also = others === 0 ? "" : ` ${counted(others, "other invoice")} appeared.`;
    lines.push(line("No invoice that fits", `None over this amount.${also}`, "against"));
  } else if (fits.length > MOST) {
    lines.push(line(`${fits.length - MOST} more invoices fit`, "Over the same amount.", "for"));
  }
  return lines;
}

function invoiceDetail(invoice: ClueInvoice, say: Saying): string {
  return invoice.total ? `Over ${say.amount(invoice.total)}, and no other order claims it.` : "";
}

function serviceLines(clues: CluesView, sent: Date | null, say: Saying): ClueWords[] {
  const line = (title: string, detail: string, points: Pointer, when?: string): ClueWords => ({
    about: "services",
    when: when ?? looked(clues.servicesReadAt, say.now),
    title,
    detail,
    points,
    readAt: clues.servicesReadAt,
  });
  if (!readSince(clues.servicesReadAt, sent)) {
    return [line("Services were not read since", "What is kept here is older.", "neither")];
  }
  const fits = clues.services.filter((one) => one.matches);
  const others = clues.services.length - fits.length;
  const lines = fits
    .slice(0, MOST)
    .map((one) =>
      line(
        `Service ${one.name} appeared`,
        serviceDetail(one),
        "for",
        between(one.firstSeenFrom, one.firstSeenTo, say.now),
      ),
    );
  if (fits.length === 0) {
    const also = others === 0 ? "" : ` ${counted(others, "other service")} appeared.`;
    lines.push(line("No service that fits", `Set-up can take minutes.${also}`, "neither"));
  } else if (fits.length > MOST) {
    lines.push(line(`${fits.length - MOST} more services fit`, "Same product or name.", "for"));
  }
  return lines;
}

function serviceDetail(service: ClueService): string {
  const product = service.product ? `${service.product}, ` : "";
  return `${product}no other order of this journal made it.`;
}

function fromTo(before: CreditView, after: CreditView, say: Saying): string {
  return `${say.amount(before.amount)} to ${say.amount(after.amount)}.`;
}

function sameAmount(a: Money, b: Money): boolean {
  return a.currency === b.currency && compareAmounts(a, b) === 0;
}

/** Whether a list was read after the order was sent. */
function readSince(readAt: string | null, sent: Date | null): boolean {
  const at = parseTime(readAt);
  return at !== null && (sent === null || at.getTime() >= sent.getTime());
}

function looked(readAt: string | null, now: Date): string {
  const at = parseTime(readAt);
  return at ? whenText(at, now) : "";
}

function between(from: string | null, to: string | null, now: Date): string {
  const start = parseTime(from);
  const end = parseTime(to);
  if (start && end) return spanText(start, end, now);
  const one = end ?? start;
  return one ? whenText(one, now) : "";
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
