// The list of orders as the person looks at it.
import { ask } from "~/backend";
import type { OrdersFilter, OrdersView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { PAGE, readPages } from "./pages";
import { Reading } from "./reading.svelte";

export class Orders {
  readonly reading = new Reading<OrdersView>();
  filter = $state<OrdersFilter>("all");
  search = $state("");
  #pages = $state(1);
  #profile: string | null = null;

  constructor(notices: Notices) {
    notices.on("orders", () => {
      if (this.#profile !== null) void this.read();
    });
  }

  get view(): OrdersView | null {
    return this.reading.value;
  }

  readonly hasMore: boolean = $derived((this.view?.rows.length ?? 0) < (this.view?.total ?? 0));

  /** Begins for this profile; another profile's words and rows are dropped. */
  async open(profile: string): Promise<void> {
    if (this.#profile !== null && this.#profile !== profile) {
      this.reading.clear();
      this.filter = "all";
      this.search = "";
      this.#pages = 1;
    }
    this.#profile = profile;
    await this.read();
  }

  /** Asks the host for the rows; made without a call. */
  async read(): Promise<void> {
    const { filter, search } = this;
    await this.reading.read(() =>
      readPages(this.#pages, (offset) =>
        ask("orders", { query: { filter, search, offset, limit: PAGE } }),
      ),
    );
  }

  /** Looks again from the first row, because the question changed. */
  async look(): Promise<void> {
    this.#pages = 1;
    await this.read();
  }

  /** Shows the next hundred. */
  async more(): Promise<void> {
    if (!this.hasMore || this.reading.busy) return;
    this.#pages += 1;
    await this.read();
  }

  /** Drops search and filter. */
  async clear(): Promise<void> {
    this.search = "";
    this.filter = "all";
    await this.look();
  }
}
