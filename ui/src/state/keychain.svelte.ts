// Whether this computer can keep secrets, asked when a screen wants to know.
import { ask } from "~/backend";
import type { KeychainView } from "~/bindings";

import { Reading } from "./reading.svelte";

export class Keychain {
  readonly reading = new Reading<KeychainView>();

  get view(): KeychainView | null {
    return this.reading.value;
  }

  /** Whether secrets can be kept; `null` until the answer came. */
  get ready(): boolean | null {
    if (this.reading.error) return false;
    return this.view ? this.view.state === "ready" : null;
  }

  async probe(): Promise<void> {
    await this.reading.read(() => ask("keychain"));
  }
}
