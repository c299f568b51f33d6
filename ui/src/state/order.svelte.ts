// One order with its evidence, and what can be done about it.
import { ask, asErrorView } from "~/backend";
import type { DecisionRequest, ErrorView, OrderView, PortalPage } from "~/bindings";

import { Reading } from "./reading.svelte";

/** What a person can ask for about an order. */
type Deed = "check" | "repeat" | "clues" | "decide";

export class OneOrder {
  readonly no: number;
  readonly reading = new Reading<OrderView>();
  /** What the person asked for and is under way. */
  doing = $state<Deed | null>(null);
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);

  constructor(no: number) {
    this.no = no;
  }

  get view(): OrderView | null {
    return this.reading.value;
  }

  /** Asks the host; made without a call. */
  async read(): Promise<void> {
    // An act's own answer is newer than what is read beside it.
    if (this.doing) return;
    await this.reading.read(() => ask("order", { no: this.no }));
  }

  /** Asks the provider how it stands: one call. */
  async check(): Promise<OrderView | null> {
    return this.#act("check", () => ask("check_order", { no: this.no }));
  }

  /** Sends the identical request once more: one call, at most one purchase. */
  async repeat(): Promise<OrderView | null> {
    return this.#act("repeat", () => ask("repeat_order", { no: this.no }));
  }

  /** Reads services, invoices and credit again, for what they show of this order: calls, no money. */
  async readClues(): Promise<OrderView | null> {
    return this.#act("clues", () => ask("refresh_clues", { no: this.no }));
  }

  /** Writes down what a person found out: no call. */
  async decide(decision: DecisionRequest): Promise<OrderView | null> {
    return this.#act("decide", () => ask("decide_order", { no: this.no, decision }));
  }

  /** Opens a page of the portal in the browser. */
  async openPortal(page: PortalPage): Promise<void> {
    this.error = null;
    try {
      await ask("open_portal", { page });
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }

  async #act(name: Deed, deed: () => Promise<OrderView>): Promise<OrderView | null> {
    if (this.doing) return null;
    this.doing = name;
    this.error = null;
    let result: OrderView | null = null;
    try {
      result = await deed();
      this.reading.take(result);
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
    this.doing = null;
    // What failed may have left evidence all the same.
    if (!result) await this.read();
    return result;
  }
}
