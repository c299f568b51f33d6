// Amounts as text. They come as decimal text and are never turned into a float.
import type { Money } from "~/bindings";

import { numberFormat } from "./formats";
import { LOCALE } from "./locale";
import { keptTexts } from "./texts";

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
/** What stands where an amount is hidden; always the same length, so it tells nothing. */
const HIDDEN = "•••";
const MINUS = "−";
const texts = keptTexts();

/** The amount in the person's number format, with its currency where one is stated. */
export function moneyText(money: Money, locale: string = LOCALE): string {
  return written(money, locale, null);
}

/** The same with the figure hidden and the currency kept. */
export function hiddenText(money: Money, locale: string = LOCALE): string {
  return written(money, locale, HIDDEN);
}

/** Whether the amount is below zero. */
export function isNegative(money: Money): boolean {
  return money.value.startsWith("-") && !isZero(money);
}

/** Whether the amount is zero. */
export function isZero(money: Money): boolean {
  return /^[+-]?0*(?:\.0*)?$/.test(money.value);
}

/** The same amount with the other sign. */
export function negated(money: Money): Money {
  const value = money.value.startsWith("-") ? money.value.slice(1) : `-${money.value}`;
  return { ...money, value };
}

/** Smaller, equal or greater, by decimal places and not by floats. */
export function compareAmounts(a: Money, b: Money): number {
  const places = Math.max(placesOf(a.value), placesOf(b.value));
  const left = scaled(a.value, places);
  const right = scaled(b.value, places);
  if (left === null || right === null) return a.value.localeCompare(b.value);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A whole number in the person's format. */
export function countText(count: number, locale: string = LOCALE): string {
  return numberFormat(locale).format(count);
}

function written(money: Money, locale: string, hidden: string | null): string {
  const key = `${locale} ${money.currency} ${hidden} ${money.value}`;
  return texts(key, () => write(money, locale, hidden));
}

function write(money: Money, locale: string, hidden: string | null): string {
  const match = DECIMAL.exec(money.value);
  // What is no decimal is shown as it came.
  if (!match) return [money.value, money.currency].filter(Boolean).join(" ");
  const fraction = (match[3] ?? "").padEnd(2, "0");
  const parts = partsOf(money, fraction.length, locale);
  const text = parts.map((part) => (part.type === "minusSign" ? MINUS : part.value)).join("");
  const shown = hidden === null ? text : withHiddenFigure(parts, hidden);
  return money.currency && !isCurrency(money.currency) ? `${shown} ${money.currency}` : shown;
}

function partsOf(money: Money, places: number, locale: string): Intl.NumberFormatPart[] {
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const style: Intl.NumberFormatOptions =
    money.currency && isCurrency(money.currency)
      ? { style: "currency", currency: money.currency, currencyDisplay: "narrowSymbol" }
      : {};
  // Text, not a number: the format keeps every digit of it.
  const value = money.value.replace(/^\+/, "") as Intl.StringNumericLiteral;
  return numberFormat(locale, { ...style, ...digits }).formatToParts(value);
}

const FIGURE = new Set(["integer", "group", "decimal", "fraction"]);

function withHiddenFigure(parts: Intl.NumberFormatPart[], hidden: string): string {
  let text = "";
  let placed = false;
  for (const part of parts) {
    if (part.type === "minusSign") continue;
    if (!FIGURE.has(part.type)) {
      text += part.value;
    } else if (!placed) {
      text += hidden;
      placed = true;
    }
  }
  return text;
}

function isCurrency(code: string): boolean {
  return /^[A-Za-z]{3}$/.test(code);
}

function placesOf(value: string): number {
  return value.split(".")[1]?.length ?? 0;
}

function scaled(value: string, places: number): bigint | null {
  const match = DECIMAL.exec(value);
  if (!match) return null;
  const digits = BigInt(`${match[2] ?? ""}${(match[3] ?? "").padEnd(places, "0")}`);
  return match[1] === "-" ? -digits : digits;
}
