// The payment rescue desk: what waits for payment, and asking how one stands.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, OrderView, PortalPage, RescueView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

export class Rescue {
  readonly reading = new Reading<RescueView>();
  /** Number of the order that is asked for right now. */
  checking = $state<number | null>(null);
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);
  #open = false;

  constructor(notices: Notices) {
    notices.on(["orders", "credit"], () => {
      if (this.#open) void this.read();
    });
    notices.on("profiles", () => this.reading.clear());
  }

  get view(): RescueView | null {
    return this.reading.value;
  }

  /** Somebody looks; made without a call. */
  async open(): Promise<void> {
    this.#open = true;
    this.error = null;
    await this.read();
  }

  /** Nobody looks any more. */
  leave(): void {
    this.#open = false;
  }

  async read(): Promise<void> {
    await this.reading.read(() => ask("rescue"));
  }

  /** Asks the provider how one order stands: one call. */
  async check(no: number): Promise<OrderView | null> {
    if (this.checking !== null) return null;
    this.checking = no;
    let found: OrderView | null = null;
    try {
      found = await ask("check_order", { no });
      this.error = null;
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
    this.checking = null;
    await this.read();
    return found;
  }

  /** Opens a page of the portal in the browser. */
  async openPortal(page: PortalPage): Promise<void> {
    try {
      await ask("open_portal", { page });
      this.error = null;
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }
}
