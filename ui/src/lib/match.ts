// Finding by words: every word must start somewhere in the text.

/** Whether all words of the search occur in the text, at the start of a word. */
export function matches(text: string, search: string): boolean {
  const words = wordsOf(search);
  const hay = ` ${text.toLowerCase()}`;
  return words.every((word) => hay.includes(` ${word}`) || hay.includes(`-${word}`));
}

/** The text cut into parts, those that were searched for marked. */
export function highlighted(text: string, search: string): { text: string; hit: boolean }[] {
  const words = wordsOf(search).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return [{ text, hit: false }];
  const pattern = new RegExp(`(?<=^|[^\\p{L}\\p{N}])(${words.join("|")})`, "giu");
  return text
    .split(pattern)
    .map((part, n) => ({ text: part, hit: n % 2 === 1 }))
    .filter((part) => part.text !== "");
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
