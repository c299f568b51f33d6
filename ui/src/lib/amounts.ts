// Exact sums of amounts, for comparing what is offered. Never through floats.
import type { Money, PriceView } from "~/bindings";

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** An amount as the host writes it into facts: `18.90 EUR` or `18.90`; `null` where it is none. */
export function readAmount(text: string): Money | null {
  const match = /^([+-]?\d+(?:\.\d+)?)(?: ([A-Za-z]{3}))?$/.exec(text.trim());
  if (!match?.[1]) return null;
  return { value: match[1], currency: match[2] ?? null };
}

/**
 * What a year in this cycle is cheaper than twelve single months; `null` where
 * it is not cheaper, or cannot be compared.
 */
export function savedPerYear(monthly: PriceView | undefined, other: PriceView): Money | null {
  if (!monthly?.amount || !other.amount || !other.months || other.months < 2) return null;
  if (monthly.months !== 1 || monthly.amount.currency !== other.amount.currency) return null;
  const month = cents(monthly.amount);
  const whole = cents(other.amount);
  if (month === null || whole === null) return null;
  // Rounded down to cents, so that no more is promised than is saved.
  const saved = ((month * BigInt(other.months) - whole) * 12n) / BigInt(other.months);
  return saved > 0n ? { value: decimal(saved), currency: other.amount.currency } : null;
}

/** `a` less `b`, exact; `null` where they cannot be compared. */
export function difference(a: Money, b: Money): Money | null {
  const [left, right] = [cents(a), cents(b)];
  if (left === null || right === null || a.currency !== b.currency) return null;
  return { value: decimal(left - right), currency: a.currency };
}

function cents(money: Money): bigint | null {
  const match = DECIMAL.exec(money.value);
  const fraction = (match?.[3] ?? "").padEnd(2, "0");
  if (!match || fraction.length > 2) return null;
  const value = BigInt(`${match[2] ?? ""}${fraction}`);
  return match[1] === "-" ? -value : value;
}

function decimal(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(3, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What a person typed as decimal text: `50`, `50,5` or `50.50`; `null` where it is none. */
export function decimalOf(text: string): string | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match?.[1]) return null;
  return match[2] === undefined ? match[1] : `${match[1]}.${match[2]}`;
}
