// How the credit changed, as far as this computer saw it.
import { ask } from "~/backend";
import type { CreditHistoryView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

export class Credit {
  readonly reading = new Reading<CreditHistoryView>();
  #open = false;

  constructor(notices: Notices) {
    notices.on("credit", () => {
      if (this.#open) void this.read();
    });
    notices.on("profiles", () => this.reading.clear());
  }

  get view(): CreditHistoryView | null {
    return this.reading.value;
  }

  /** Reads while somebody looks; made without a call. */
  async look(open: boolean): Promise<void> {
    this.#open = open;
    if (open) await this.read();
  }

  async read(): Promise<void> {
    await this.reading.read(() => ask("credit_history"));
  }
}
