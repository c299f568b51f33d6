// What differs from what the person saw before, in words.
import type { ChangedPart, ChangeView, Money } from "~/bindings";

import { readAmount } from "../amounts";
import { stockWords } from "./stock";

export interface ChangeWords {
  what: string;
  before: string;
  after: string;
}

const PARTS: Readonly<Record<ChangedPart, string>> = {
  amountNow: "Now",
  recurring: "Then, at each renewal",
  name: "Product",
  stock: "Availability",
  option: "Option",
};

/** A change in words; `amount` writes amounts. Both sides are always written out. */
export function changeWords(change: ChangeView, amount: (money: Money) => string): ChangeWords {
  const side = (text: string): string => {
    if (change.part === "stock") return stockWords(text);
    if (text === "") return change.part === "option" ? "not offered" : "not stated";
    const money = isAmount(change.part) ? readAmount(text) : null;
    return money ? amount(money) : text;
  };
  return {
    what: PARTS[change.part] ?? `“${change.part}”`,
    before: side(change.before),
    after: side(change.after),
  };
}

function isAmount(part: ChangedPart): boolean {
  return part === "amountNow" || part === "recurring";
}
