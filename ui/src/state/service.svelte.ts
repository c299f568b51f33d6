// One service with everything known of it, and the reseller's own words.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, OwnWords, ServiceView } from "~/bindings";

import { Reading } from "./reading.svelte";

export class OneService {
  readonly id: string;
  readonly reading = new Reading<ServiceView>();
  /** What the person asked for and is under way. */
  doing = $state<"read" | "save" | null>(null);
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);

  constructor(id: string) {
    this.id = id;
  }

  get view(): ServiceView | null {
    return this.reading.value;
  }

  /** Asks the host; made without a call. */
  async read(): Promise<void> {
    // An act's own answer is newer than what is read beside it.
    if (this.doing) return;
    await this.reading.read(() => ask("service", { id: this.id }));
  }

  /** Reads it from the provider again: one call. */
  async readAgain(): Promise<boolean> {
    return this.#act("read", () => ask("refresh_service", { id: this.id }));
  }

  /** Keeps own words; nothing is sent. */
  async save(words: OwnWords): Promise<boolean> {
    return this.#act("save", () => ask("save_own_words", { id: this.id, words }));
  }

  async #act(name: "read" | "save", deed: () => Promise<ServiceView>): Promise<boolean> {
    if (this.doing) return false;
    this.doing = name;
    this.error = null;
    try {
      this.reading.take(await deed());
      return true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return false;
    } finally {
      this.doing = null;
    }
  }
}
