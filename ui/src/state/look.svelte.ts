// One look at the access data of one service, from what it would mean to its
// end. No value of a secret field is kept here: `reveal` hands it through to
// the one component that shows it.
import { ask, asErrorView } from "~/backend";
import type { CopiedView, ErrorView, LookPlanView, LookView, RevealView } from "~/bindings";

import { Reading } from "./reading.svelte";

/** Why an open look is over. */
export type LookEnd = "away" | "over";

export class Look {
  readonly plan = new Reading<LookPlanView>();
  /** The open look: names of the fields, and values of those that are no secret. */
  view = $state.raw<LookView | null>(null);
  /** What the clipboard holds of ours. */
  copied = $state.raw<CopiedView | null>(null);
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);
  /** Whether the provider is being asked. */
  asking = $state(false);
  /** Set where a look was read and is over, while the person is still here. */
  ended = $state<LookEnd | null>(null);
  /** Counts what was revealed or ended, so that a late answer is dropped. */
  #turn = 0;
  /** Whether the question still stands: nothing was asked of it, and nothing refused. */
  #untried = true;
  #left = false;
  #away = false;
  /** Names the open look. Beside `view`, because what is torn down sees its state as it was before. */
  #open: string | null = null;
  #service: string;

  constructor(service: string) {
    this.#service = service;
  }

  /** Asks what a look would mean. Without a call. */
  async prepare(): Promise<void> {
    await this.plan.read(() => ask("look_plan", { service: this.#service }));
  }

  /** Reads the access data: one audited call. What comes back to nobody is ended at once. */
  async read(reason: string): Promise<void> {
    if (this.asking || this.#open !== null) return;
    this.asking = true;
    this.#untried = false;
    this.error = null;
    this.ended = null;
    try {
      const request = { serviceId: this.#service, reason };
      const view = await ask("look_at_credentials", { request });
      if (this.#left || this.#away) {
        tellEnd(view.look);
        this.ended = "away";
      } else {
        this.#open = view.look;
        this.view = view;
      }
    } catch (thrown) {
      this.error = asErrorView(thrown);
    } finally {
      this.asking = false;
    }
  }

  /** Gets one value for the screen; null where it may not be shown any more. */
  async reveal(index: number): Promise<RevealView | null> {
    const look = this.#open;
    if (look === null) return null;
    const mine = ++this.#turn;
    this.error = null;
    try {
      const revealed = await ask("reveal_field", { look, index });
      return mine === this.#turn && this.#open === look ? revealed : null;
    } catch (thrown) {
      if (mine === this.#turn) this.error = asErrorView(thrown);
      return null;
    }
  }

  /** Has the host put one value into the clipboard; it does not come through here. */
  async copy(index: number): Promise<boolean> {
    const look = this.#open;
    if (look === null) return false;
    this.error = null;
    try {
      this.copied = await ask("copy_field", { look, index });
      return true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return false;
    }
  }

  /** Clears the clipboard, if it still holds what was copied here. */
  async clearClipboard(): Promise<boolean> {
    this.error = null;
    try {
      await ask("clear_clipboard");
      this.copied = null;
      return true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return false;
    }
  }

  /** Opens the portal's keys in the browser. */
  async openPortal(): Promise<void> {
    this.error = null;
    try {
      await ask("open_portal", { page: "apiKeys" });
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }

  /** The person closes the question without asking it, which is written into the audit chain. */
  async giveUp(): Promise<void> {
    const plan = this.plan.value;
    if (!plan || plan.blocked || !this.#untried) return;
    this.#untried = false;
    try {
      await ask("cancel_look", { service: this.#service });
    } catch {
      // Nothing was read; the dialog is gone already.
    }
  }

  /** A value on its way to the screen is not wanted any more. */
  hide(): void {
    this.#turn += 1;
  }

  /** Ends the look here and in the host. */
  end(): void {
    const look = this.#open;
    this.#turn += 1;
    this.#open = null;
    this.view = null;
    this.copied = null;
    if (look !== null) tellEnd(look);
  }

  /** The look is over while the person is still here. */
  over(): void {
    if (this.#open === null) return;
    this.end();
    this.ended = "over";
  }

  /** The window is in front, or is not. What is read meanwhile is not shown. */
  away(is: boolean): void {
    this.#away = is;
  }

  /** The person has left for good: what still arrives is ended at once. */
  leave(): void {
    this.#left = true;
    this.end();
  }
}

/** Tells the host. It ends every look by itself as well, so a failure changes nothing. */
function tellEnd(look: string): void {
  ask("end_look", { look }).catch(() => undefined);
}
