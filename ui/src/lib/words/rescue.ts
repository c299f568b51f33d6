// The payment rescue desk in words: what waits, what would save it.
import type { Money, RescueRow, RescueView, TopUpStep } from "~/bindings";

import { isZero } from "../money";

type AmountText = (money: Money) => string;

const COUNTS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

/** The line that answers: how many wait. */
export function rescueAnswer(rows: RescueRow[]): string {
  const count = rows.length;
  const number = COUNTS[count] ?? String(count);
  return `${number} ${count === 1 ? "order waits" : "orders wait"} for payment`;
}

/** Reasons in short, as a row has room for. */
const SHORT: Readonly<Record<string, string>> = {
  insufficient_credit_and_no_card: "Credit too low, no card stored",
  card_declined: "The bank refused the card",
  card_expired: "The stored card has expired",
  client_not_found: "KernelHost’s billing did not find the account",
};

/** Why an order was not paid; a reason we do not know as it came. */
export function rescueReason(reason: string | null): string {
  if (reason === null) return "KernelHost gave no reason";
  return SHORT[reason] ?? `“${reason}”`;
}

/** What one more amount of credit would do: `Topping up €18.40 saves these three: …`. */
export function stepWords(step: TopUpStep, amount: AmountText): { first: string; orders: string } {
  const { saves, topUp } = step;
  const orders = listed(saves);
  if (isZero(topUp)) {
    const it = saves.length === 1 ? "this one:" : `these ${word(saves.length)}:`;
    return { first: `The credit already covers ${it}`, orders };
  }
  const saved = saves.length === 1 ? "saves this one:" : `saves these ${word(saves.length)}:`;
  return { first: `Topping up ${amount(topUp)} ${saved}`, orders };
}

/** Orders that no step counts, and why. */
export function unpricedWords({ unpriced, credit }: RescueView): string | null {
  if (unpriced.length === 0) return null;
  const which = listed(unpriced);
  return credit === null
    ? `The credit was never read, so what is missing for ${which} is not known.`
    : `${which}: in another currency than the credit; what is missing is not known.`;
}

function listed(numbers: number[]): string {
  const names = numbers.map((no) => `No. ${no}`);
  if (names.length <= 1) return names.join("");
  if (names.length > 6) return `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

function word(count: number): string {
  return COUNTS[count]?.toLowerCase() ?? String(count);
}
