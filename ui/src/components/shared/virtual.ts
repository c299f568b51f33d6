// Which rows of a long table are in the document.

/** Rows before and after the seen ones. */
const SPARE = 8;
/** The window moves by this many rows at a time, so that not every pixel is work. */
const STEP = 4;
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
