// Finding by words: every word must start somewhere in the text.

/** Whether all words of the search occur in the text, at the start of a word. */
export function matches(text: string, search: string): boolean {
  const words = wordsOf(search);
  const hay = ` ${text.toLowerCase()}`;
  return words.every((word) => hay.includes(` ${word}`) || hay.includes(`-${word}`));
}

/** The text cut into parts, those that were searched for marked. */
export function highlighted(text: string, search: string): { text: string; hit: boolean }[] {
  const { words, pattern } = wanted(search);
  const low = text.toLowerCase();
  // The pattern is dear, and most texts of a list hold none of the words.
  if (pattern === null || !words.some((word) => low.includes(word))) return [{ text, hit: false }];
  return text
    .split(pattern)
    .map((part, n) => ({ text: part, hit: n % 2 === 1 }))
    .filter((part) => part.text !== "");
}

interface Wanted {
  search: string;
  words: readonly string[];
  pattern: RegExp | null;
}

/** The pattern of the last search: a list asks for the same one for each of its texts. */
let last: Wanted = { search: "", words: [], pattern: null };

function wanted(search: string): Wanted {
  if (search !== last.search) {
    const words = wordsOf(search);
    const either = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const pattern =
      words.length === 0 ? null : new RegExp(`(?<=^|[^\\p{L}\\p{N}])(${either})`, "giu");
    last = { search, words, pattern };
  }
  return last;
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
