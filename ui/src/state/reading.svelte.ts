// One thing asked of the host: its last value, whether a question is under
// way, and why the last one failed. A failed question keeps the old value.
import { asErrorView } from "~/backend";
import type { ErrorView } from "~/bindings";

export class Reading<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ErrorView | null>(null);
  busy = $state(false);
  #latest = 0;

  /** Whether nothing was ever read and a question is under way: the time for a skeleton. */
  readonly first = $derived(this.busy && this.value === null);

  /** Asks. Where a later question was begun meanwhile, the answer of this one is dropped. */
  async read(question: () => Promise<T>): Promise<T | null> {
    const mine = ++this.#latest;
    this.busy = true;
    try {
      const value = await question();
      if (mine !== this.#latest) return null;
      this.value = value;
      this.error = null;
      return value;
    } catch (thrown) {
      if (mine === this.#latest) this.error = asErrorView(thrown);
      return null;
    } finally {
      if (mine === this.#latest) this.busy = false;
    }
  }

  /** Takes a value that came another way, for example as the result of a change. */
  take(value: T): void {
    this.#latest += 1;
    this.value = value;
    this.error = null;
    this.busy = false;
  }

  /** Forgets everything, for example because another profile is active now. */
  clear(): void {
    this.#latest += 1;
    this.value = null;
    this.error = null;
    this.busy = false;
  }
}
