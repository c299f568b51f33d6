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

/**
 * How much of the whole a part is, in whole percent from 0 to 100; 0 where they
 * cannot be compared. For the length of a bar, never for a sum.
 */
export function percentOf(part: Money, whole: Money): number {
  const own = cents(part);
  const all = cents(whole);
  if (own === null || all === null || all <= 0n || part.currency !== whole.currency) return 0;
  const percent = (own * 100n) / all;
  return Number(percent < 0n ? 0n : percent > 100n ? 100n : percent);
}

/** How much a sum is above a limit; `null` where it is not, or they cannot be compared. */
export function above(sum: Money, limit: Money): Money | null {
  const own = cents(sum);
  const all = cents(limit);
  if (own === null || all === null || sum.currency !== limit.currency || own <= all) return null;
  return { value: decimal(own - all), currency: sum.currency };
}

/** An amount as a person types it to confirm it: `129.00 EUR`. */
export function typedAmount(money: Money): string {
  const [whole = "", fraction = ""] = money.value.split(".");
  return [`${whole}.${fraction.padEnd(2, "0")}`, money.currency].filter(Boolean).join(" ");
}

/** Whether both are the same amount in the same currency; what is not stated is the same as nothing. */
export function sameAmount(one: Money | null, other: Money | null): boolean {
  if (one === null || other === null) return one === other;
  return one.currency === other.currency && cents(one) !== null && cents(one) === cents(other);
}
