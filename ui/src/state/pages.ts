// Lists that come in pages: the pages looked at are read as one.

/** Most rows the host gives at once. */
export const PAGE = 100;

interface Paged {
  total: number;
  rows: readonly unknown[];
}

/** Reads the first `pages` pages and puts their rows together; ends early where no more are there. */
export async function readPages<T extends Paged>(
  pages: number,
  page: (offset: number) => Promise<T>,
): Promise<T> {
  let all = await page(0);
  for (let n = 1; n < pages && all.rows.length < all.total; n += 1) {
    const next = await page(all.rows.length);
    if (next.rows.length === 0) break;
    all = { ...next, rows: [...all.rows, ...next.rows] };
  }
  return all;
}
