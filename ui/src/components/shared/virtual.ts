// Which rows of a long table are in the document, and in which of its elements.
import type { Column } from "./table";

/** Rows before and after the seen ones. Each is drawn with every new answer, so they are few. */
const SPARE = 4;
/** The window moves by this many rows at a time, so that not every pixel is work. */
const STEP = 2;
/** Rows in the document, where as many as fill the window are fewer. */
const MOST = 56;

/**
 * The first row and the number of rows to hold, for a box of `room` pixels that
 * is scrolled by `top`. The number is the same wherever it is scrolled to.
 */
export function windowOf(
  total: number,
  top: number,
  room: number,
  rowHeight: number,
): { first: number; count: number } {
  const seen = Math.ceil(Math.max(0, room) / rowHeight) + 1;
  const wanted = Math.max(seen + 2, Math.min(MOST, seen + 2 * SPARE));
  const count = Math.min(total, wanted);
  const spare = Math.floor((wanted - seen) / 2);
  const step = spare >= STEP ? STEP : 1;
  const firstSeen = Math.floor(Math.max(0, top) / rowHeight);
  const first = Math.floor((firstSeen - spare) / step) * step;
  return { first: Math.min(total - count, Math.max(0, first)), count };
}

/**
 * Says which element a row is drawn in. Rows that stay keep theirs, so a step
 * draws only the rows it brings; after a jump every element stays where it is
 * and only its text is another. While it scrolls, elements keep their order in
 * the document, because moving one there is dearer than drawing it anew; who
 * reads the page finds the order of the rows once they stand.
 */
export class Slots {
  /** Rows in the order of their elements in the document. */
  #rows: number[] = [];
  #elements = new Map<number, number>();
  #made = 0;
  #origin = 0;

  /**
   * The row that the others are placed from. It is another only where no row
   * stays, so that after a jump one thing is placed anew and not each row.
   */
  get origin(): number {
    return this.#origin;
  }

  /**
   * The window begins at `first` and is `count` rows long now. Gives its rows in
   * the order of their elements in the document: `sorted`, that of the rows.
   */
  move(first: number, count: number, sorted: boolean): number[] {
    const shown = (row: number) => row >= first && row < first + count;
    const brought = Array.from({ length: count }, (_, n) => first + n).filter(
      (row) => !this.#elements.has(row),
    );
    if (brought.length === count) this.#origin = first;
    const before = this.#elements;
    this.#elements = new Map();
    const rows: number[] = [];
    for (const row of this.#rows) {
      const now = shown(row) ? row : brought.shift();
      if (now === undefined) continue;
      this.#elements.set(now, before.get(row) ?? this.#made++);
      rows.push(now);
    }
    for (const row of brought) {
      this.#elements.set(row, this.#made++);
      rows.push(row);
    }
    this.#rows = sorted ? rows.sort((a, b) => a - b) : rows;
    return this.#rows;
  }

  /** The element of the row at this place, which is in the window. */
  of(row: number): number {
    return this.#elements.get(row) ?? -1;
  }
}

/** Widths of the columns as tracks of a grid; the first and the last reach the page's edges. */
export function tracksOf(columns: readonly Column[], ticked: boolean): string {
  const tracks = columns.map(({ px }, n) => {
    if (px === undefined) return "minmax(0, 1fr)";
    const atEdge = n === columns.length - 1 || (n === 0 && !ticked);
    return atEdge ? `calc(${px}px + var(--edge))` : `${px}px`;
  });
  return (ticked ? ["calc(28px + var(--edge))", ...tracks] : tracks).join(" ");
}
