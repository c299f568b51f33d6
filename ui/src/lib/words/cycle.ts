// Billing cycles in words. A word of the provider that we do not know is shown
// as it came, in quotes.

interface CycleWords {
  /** `Monthly`. */
  name: string;
  /** How often it renews, `every month`; none for a single payment. */
  every: string | null;
}

const CYCLES: Readonly<Record<string, CycleWords>> = {
  monthly: { name: "Monthly", every: "every month" },
  quarterly: { name: "Quarterly", every: "every 3 months" },
  semiannually: { name: "Half-yearly", every: "every 6 months" },
  annually: { name: "Annually", every: "every year" },
  biennially: { name: "Every 2 years", every: "every 2 years" },
  triennially: { name: "Every 3 years", every: "every 3 years" },
  onetime: { name: "Once", every: null },
  free: { name: "Free", every: null },
};

/** `Monthly`, `Every 2 years`, `“fortnightly”`. */
export function cycleName(cycle: string): string {
  return CYCLES[cycle]?.name ?? `“${cycle}”`;
}

/** The same within a sentence: `monthly`. */
export function cycleWord(cycle: string): string {
  return CYCLES[cycle]?.name.toLowerCase() ?? `“${cycle}”`;
}

/** How often it renews; `null` for a single payment, and where nobody said. */
export function cycleEvery(cycle: string, months: number | null): string | null {
  const known = CYCLES[cycle];
  if (known) return known.every;
  return months === null ? null : everyMonths(months);
}

/** `every month`, `every 3 months`, `every year`, `every 2 years`. */
export function everyMonths(months: number): string {
  if (months % 12 === 0) return months === 12 ? "every year" : `every ${months / 12} years`;
  return months === 1 ? "every month" : `every ${months} months`;
}
