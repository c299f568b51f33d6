// Whether a product can be had, in words.

const STOCK: Readonly<Record<string, string>> = {
  inStock: "in stock",
  outOfStock: "out of stock",
  notStated: "not stated",
};

/** The host's word for stock in ours; an unknown one in quotes. */
export function stockWords(stock: string): string {
  return STOCK[stock] ?? (stock === "" ? "not stated" : `“${stock}”`);
}
