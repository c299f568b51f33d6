// Stretches of time the audit chain is looked at and exported by.

/** Periods to choose from. */
export const PERIODS = [
  { period: "any", word: "Any time" },
  { period: "today", word: "Today" },
  { period: "days7", word: "Last 7 days" },
  { period: "days30", word: "Last 30 days" },
  { period: "month", word: "This month" },
  { period: "monthBefore", word: "Last month" },
  { period: "quarter", word: "This quarter" },
  { period: "quarterBefore", word: "Last quarter" },
  { period: "year", word: "This year" },
  { period: "yearBefore", word: "Last year" },
] as const;

export type Period = (typeof PERIODS)[number]["period"];

/** The ends of a period in the person's own zone: not before, and before. */
export function periodEnds(period: Period, now: Date): { since: Date | null; until: Date | null } {
  const year = now.getFullYear();
  const month = now.getMonth();
  const quarter = month - (month % 3);
  const day = (back: number) => new Date(year, month, now.getDate() - back);
  switch (period) {
    case "any":
      return { since: null, until: null };
    case "today":
      return { since: day(0), until: null };
    case "days7":
      return { since: day(6), until: null };
    case "days30":
      return { since: day(29), until: null };
    case "month":
      return { since: new Date(year, month, 1), until: null };
    case "monthBefore":
      return { since: new Date(year, month - 1, 1), until: new Date(year, month, 1) };
    case "quarter":
      return { since: new Date(year, quarter, 1), until: null };
    case "quarterBefore":
      return { since: new Date(year, quarter - 3, 1), until: new Date(year, quarter, 1) };
    case "year":
      return { since: new Date(year, 0, 1), until: null };
    case "yearBefore":
      return { since: new Date(year - 1, 0, 1), until: new Date(year, 0, 1) };
  }
}
