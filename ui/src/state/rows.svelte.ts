// A long list of which only the pages near what is shown are held. The table
// tells which rows it shows; pages that are missing are asked for once it has
// settled, so that a sweep over the whole list asks for its end only.
import { asErrorView } from "~/backend";
import type { ErrorView } from "~/bindings";

interface Page<T> {
  total: number;
  rows: readonly T[];
}

/** Rows of one page: as many as fit into one answer of the host. */
const PAGE = 50;
/** How long the table must want the same pages before they are asked for. */
const SETTLED_MS = 90;
/** Rows before and after the shown ones that are asked for with them. */
const AHEAD = 30;
/** Pages that are kept on either side of the wanted ones. */
const KEPT = 2;

export class Rows<T, V extends Page<T> = Page<T>> {
  /** The newest answer, for what it tells beside its rows. */
  view = $state.raw<V | null>(null);
  error = $state.raw<ErrorView | null>(null);
  /** Whether the answer to a new question is awaited; old rows stay meanwhile. */
  busy = $state(false);
  /** Counts the questions that were answered: the rows are others, and the table begins at the top. */
  turn = $state(0);
  /** Whether nothing was ever read and a question is under way: the time for a skeleton. */
  readonly first: boolean = $derived(this.busy && this.view === null);
  readonly total: number = $derived(this.view?.total ?? 0);

  #ask: (offset: number, limit: number) => Promise<V>;
  #pages = $state.raw<ReadonlyMap<number, readonly T[]>>(new Map());
  /** Answers to questions of an earlier generation are dropped. */
  #generation = 0;
  #wanted: readonly [number, number] = [0, 0];
  #asked = new Set<number>();
  #pending = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refreshing = false;
  #again = false;

  /** `ask` reads rows from `offset` on, without a call to the provider. */
  constructor(ask: (offset: number, limit: number) => Promise<V>) {
    this.#ask = ask;
  }

  /** The row at this place, or `null` where it is not held now. */
  row(index: number): T | null {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
  }

  /** The place of the first row held now that this is true of. */
  indexOf(is: (row: T) => boolean): number | null {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex(is);
      if (at >= 0) return page * PAGE + at;
    }
    return null;
  }

  /** Rows that are held now; for tests of how little that is. */
  get held(): number {
    return [...this.#pages.values()].reduce((sum, rows) => sum + rows.length, 0);
  }

  /** The table shows the rows from `first` up to, not including, `end`. */
  look(first: number, end: number): void {
    const from = Math.max(0, Math.floor((first - AHEAD) / PAGE));
    const to = Math.max(from, Math.floor((end - 1 + AHEAD) / PAGE));
    this.#wanted = [from, to];
    this.#fillSoon();
  }

  /** Asks a new question, from the first row on. Old rows stay until the answer is there. */
  async restart(): Promise<void> {
    const mine = this.#begin();
    this.busy = true;
    try {
      const view = await this.#whole(0);
      if (mine !== this.#generation) return;
      this.busy = false;
      this.#wanted = [0, 0];
      this.#take(view, new Map([[0, view.rows]]));
      this.turn += 1;
    } catch (thrown) {
      if (mine !== this.#generation) return;
      this.busy = false;
      this.error = asErrorView(thrown);
    }
  }

  /** Asks the same question again, because rows may have changed; the place stays. */
  async refresh(): Promise<void> {
    if (this.busy) return;
    if (this.#refreshing) {
      this.#again = true;
      return;
    }
    this.#refreshing = true;
    const mine = this.#begin();
    try {
      const pages = new Map<number, readonly T[]>();
      let view: V | null = null;
      const [from, to] = this.#wanted;
      for (let page = from; page <= to; page += 1) {
        if (view && page > this.#lastPage(view)) break;
        view = await this.#whole(page);
        if (mine !== this.#generation) return;
        pages.set(page, view.rows);
      }
      if (view) this.#take(view, pages);
    } catch (thrown) {
      if (mine === this.#generation) this.error = asErrorView(thrown);
    } finally {
      this.#refreshing = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    } else {
      // The table may have gone on meanwhile.
      this.#fillSoon();
    }
  }

  /** Forgets everything, for example because another profile is active now. */
  clear(): void {
    this.#begin();
    this.busy = false;
    this.view = null;
    this.error = null;
    this.#pages = new Map();
    this.#wanted = [0, 0];
  }

  /** Asks for pages that are wanted and not held, once they stay wanted. */
  #fillSoon(): void {
    if (this.busy) return;
    this.#forgetFar();
    const missing = this.#missing();
    const pending = missing.join();
    if (pending === this.#pending) return;
    clearTimeout(this.#timer);
    this.#pending = pending;
    if (missing.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#pending = "";
      for (const page of this.#missing()) void this.#fill(page);
    }, SETTLED_MS);
  }

  #begin(): number {
    clearTimeout(this.#timer);
    this.#pending = "";
    this.#asked.clear();
    this.#generation += 1;
    return this.#generation;
  }

  #take(view: V, pages: ReadonlyMap<number, readonly T[]>): void {
    this.view = view;
    this.error = null;
    this.#pages = pages;
  }

  async #fill(page: number): Promise<void> {
    const mine = this.#generation;
    this.#asked.add(page);
    try {
      const view = await this.#whole(page);
      if (mine !== this.#generation) return;
      this.#take(view, new Map(this.#pages).set(page, view.rows));
      this.#forgetFar();
    } catch (thrown) {
      if (mine === this.#generation) this.error = asErrorView(thrown);
    } finally {
      if (mine === this.#generation) this.#asked.delete(page);
    }
  }

  /** One page with all its rows: where they are long, the host gives fewer at once. */
  async #whole(page: number): Promise<V> {
    const from = page * PAGE;
    const view = await this.#ask(from, PAGE);
    const due = Math.min(PAGE, view.total - from);
    let rows: readonly T[] = view.rows;
    while (rows.length < due) {
      const more = await this.#ask(from + rows.length, PAGE - rows.length);
      if (more.rows.length === 0) break;
      rows = [...rows, ...more.rows];
    }
    return rows === view.rows ? view : { ...view, rows };
  }

  #missing(): number[] {
    const [from, to] = this.#wanted;
    const last = this.view ? this.#lastPage(this.view) : -1;
    const missing: number[] = [];
    for (let page = from; page <= Math.min(to, last); page += 1) {
      if (!this.#pages.has(page) && !this.#asked.has(page)) missing.push(page);
    }
    return missing;
  }

  #forgetFar(): void {
    const [from, to] = this.#wanted;
    const near = [...this.#pages].filter(([page]) => page >= from - KEPT && page <= to + KEPT);
    if (near.length < this.#pages.size) this.#pages = new Map(near);
  }

  #lastPage(view: V): number {
    return Math.ceil(view.total / PAGE) - 1;
  }
}
