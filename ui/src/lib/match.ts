// Finding by words: every word must start somewhere in the text.

/** Whether all words of the search occur in the text, at the start of a word. */
export function matches(text: string, search: string): boolean {
  const words = wordsOf(search);
  const hay = ` ${text.toLowerCase()}`;
  return words.every((word) => hay.includes(` ${word}`) || hay.includes(`-${word}`));
}

/** The text cut into parts, those that were searched for marked. */
export function highlighted(text: string, search: string): { text: string; hit: boolean }[] {
  const pattern = patternOf(search);
  if (pattern === null) return [{ text, hit: false }];
  return text
    .split(pattern)
    .map((part, n) => ({ text: part, hit: n % 2 === 1 }))
    .filter((part) => part.text !== "");
}

/** The pattern of the last search: a list asks for the same one for each of its texts. */
let last: { search: string; pattern: RegExp | null } = { search: "", pattern: null };

function patternOf(search: string): RegExp | null {
  if (search !== last.search) {
    const words = wordsOf(search).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const either = words.join("|");
    const pattern =
      words.length === 0 ? null : new RegExp(`(?<=^|[^\\p{L}\\p{N}])(${either})`, "giu");
    last = { search, pattern };
  }
  return last.pattern;
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
