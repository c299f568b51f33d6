// Texts that a list writes over and over, kept from the last time: what makes
// them costs more than a hundred times as much as finding them.

/** How many texts of one kind are kept; a list shows a few dozen. */
const MOST = 500;

/** Gives the text of a key, made once as long as it is kept. */
export function keptTexts(): (key: string, make: () => string) => string {
  const texts = new Map<string, string>();
  return (key, make) => {
    const known = texts.get(key);
    if (known !== undefined) return known;
    const text = make();
    if (texts.size >= MOST) texts.clear();
    texts.set(key, text);
    return text;
  };
}
