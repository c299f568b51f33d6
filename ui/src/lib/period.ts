// Stretches of the calendar that invoices are looked at by. Days are those of
// the person's own zone, written `YYYY-MM-DD`.

export type PeriodName = "all" | "month" | "quarter" | "lastQuarter" | "year" | "own";

/** First and last day, both within; `null` where there is no limit. */
export interface Period {
  from: string | null;
  to: string | null;
}

/** What the periods are called now, in the order of the switch. */
export function periodChoices(now: Date): { value: PeriodName; label: string }[] {
  const quarter = quarterOf(now);
  const before =
    quarter === 1 ? { n: 4, year: now.getFullYear() - 1 } : { n: quarter - 1, year: 0 };
  return [
    { value: "all", label: "All time" },
    { value: "month", label: "This month" },
    { value: "quarter", label: `Q${quarter}` },
    {
      value: "lastQuarter",
      label: `Q${before.n} ${before.year === 0 ? now.getFullYear() : before.year}`,
    },
    { value: "year", label: String(now.getFullYear()) },
    { value: "own", label: "From–to…" },
  ];
}

/** The days of a period; `own` is what the person wrote. */
export function periodOf(name: PeriodName, now: Date, own: Period): Period {
  const year = now.getFullYear();
  const first = (quarterOf(now) - 1) * 3;
  switch (name) {
    case "all":
      return { from: null, to: null };
    case "month":
      return months(year, now.getMonth(), 1);
    case "quarter":
      return months(year, first, 3);
    case "lastQuarter":
      return months(year, first - 3, 3);
    case "year":
      return months(year, 0, 12);
    case "own":
      return own;
  }
}

/** A period in words: `1 July to 30 September`, with the year where it is not this one. */
export function periodWords(period: Period, now: Date): string {
  const from = period.from ? dayWords(period.from, now) : null;
  const to = period.to ? dayWords(period.to, now) : null;
  if (from && to) return `${from} to ${to}`;
  if (from) return `from ${from}`;
  return to ? `until ${to}` : "";
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  const at = dayAt(text);
  return at !== null && dayOf(at) === text;
}

/** The day as a local date, or `null` where it is none. */
export function dayAt(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
}

/** The day of a date in the person's zone. */
export function dayOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function dayWords(day: string, now: Date): string {
  const at = dayAt(day);
  if (!at) return day;
  return at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const }),
  });
}

function quarterOf(now: Date): number {
  return Math.floor(now.getMonth() / 3) + 1;
}

function months(year: number, first: number, count: number): Period {
  return {
    from: dayOf(new Date(year, first, 1)),
    to: dayOf(new Date(year, first + count, 0)),
  };
}
