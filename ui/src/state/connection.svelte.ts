// The connection of the active profile, as the frame shows it.
import { ask } from "~/backend";
import type { ConnectionView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

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
}
