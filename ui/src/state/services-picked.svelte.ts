// Which services are selected: some by their ids, or all that match with some
// left out, so that a hundred thousand need no list.

interface Pick {
  id: string;
  ip: string | null;
}

export class Picked {
  /** All that match, but for those left out. */
  all = $state(false);
  /** The row a range begins at. */
  anchor: number | null = null;
  /** Selected ones, or those left out of all. */
  #some = $state.raw<ReadonlyMap<string, Pick>>(new Map());

  has(id: string): boolean {
    return this.#some.has(id) !== this.all;
  }

  /** How many, where `total` match. */
  count(total: number): number {
    return this.all ? Math.max(0, total - this.#some.size) : this.#some.size;
  }

  /** How many are left out of all. */
  get left(): number {
    return this.all ? this.#some.size : 0;
  }

  /** What was selected one by one, in the order of selecting. */
  get addresses(): Pick[] {
    return this.all ? [] : [...this.#some.values()];
  }

  toggle(row: Pick, index: number): void {
    const some = new Map(this.#some);
    if (!some.delete(row.id)) some.set(row.id, { id: row.id, ip: row.ip });
    this.#some = some;
    this.anchor = index;
  }

  add(rows: Pick[]): void {
    const some = new Map(this.#some);
    for (const { id, ip } of rows) {
      if (this.all) some.delete(id);
      else some.set(id, { id, ip });
    }
    this.#some = some;
  }

  takeAll(): void {
    this.all = true;
    this.#some = new Map();
  }

  /** The question changed: what was "all" is not known any more. */
  forgetAll(): void {
    if (this.all) this.clear();
    this.anchor = null;
  }

  clear(): void {
    this.all = false;
    this.anchor = null;
    this.#some = new Map();
  }
}
