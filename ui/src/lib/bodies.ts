// Two texts side by side: what they share at both ends, and where they differ.

export interface Apart {
  before: string;
  differs: string;
  after: string;
}

/** Cuts both texts around what differs. Characters are never cut in half. */
export function apart(one: string, other: string): [Apart, Apart] {
  const left = [...one];
  const right = [...other];
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < most - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const cut = (text: string[]): Apart => ({
    before: text.slice(0, start).join(""),
    differs: text.slice(start, text.length - end).join(""),
    after: text.slice(text.length - end).join(""),
  });
  return [cut(left), cut(right)];
}
