// The connection of the active profile, as the frame shows it.
import { ask } from "~/backend";
import type { ConnectionView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

/** Clocks that differ by less are shown as one. */
const CLOCKS_AGREE_S = 30;

export class Connection {
  #reading = new Reading<ConnectionView>();
  /** What the person asked for and is under way. */
  doing = $state<"check" | "credit" | "sign" | null>(null);

  constructor(notices: Notices) {
    notices.on(["connection", "credit", "profiles"], () => void this.read());
  }

  get view(): ConnectionView | null {
    return this.#reading.value;
  }

  /** Why the host could not say, or why the last act failed. */
  get error() {
    return this.#reading.error;
  }

  /** Asks the host what it knows; no call leaves the computer. */
  async read(): Promise<void> {
    await this.#reading.read(() => ask("connection"));
  }

  /** Asks the provider who we are: one signed call. */
  async check(): Promise<void> {
    await this.#act("check", () => ask("check_connection"));
  }

  /** Reads the credit again: one signed call. */
  async refreshCredit(): Promise<void> {
    await this.#act("credit", () => ask("refresh_credit"));
  }

  /** Signs one call although two were refused: the deliberate click. */
  async signAnyway(): Promise<void> {
    await this.#act("sign", () => ask("sign_anyway"));
  }

  async #act(name: "check" | "credit" | "sign", question: () => Promise<ConnectionView>) {
    if (this.doing) return;
    this.doing = name;
    try {
      await this.#reading.read(question);
    } finally {
      this.doing = null;
    }
  }

  /**
   * The provider's time at this moment of this computer. Deadlines are the
   * provider's: a clock here that is off must not add hours to them.
   */
  there(here: Date): Date {
    const ahead = this.view?.clockAheadSeconds ?? 0;
    return Math.abs(ahead) < CLOCKS_AGREE_S ? here : new Date(here.getTime() - ahead * 1000);
  }
}
