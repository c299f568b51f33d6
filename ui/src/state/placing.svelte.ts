// An order about to be sent: what it was reviewed at, what a person has to say
// before it may leave, and the one press that sends it. Where the order comes
// from, chosen here or out of a file, is the business of those who extend this.
import { ask, asErrorView } from "~/backend";
import type { ChangeView, ErrorView, OrderView, ReviewView, TwinView } from "~/bindings";

import { Reading } from "./reading.svelte";

/** Refusals after which the review shows why: it is made anew at once. */
const ANSWERED_BY_REVIEW = new Set(["order.changed", "order.not_ready"]);

export abstract class Placing {
  readonly reading = new Reading<ReviewView>();
  /** Whether the order is being sent. */
  ordering = $state(false);
  /** Whether a cap is being lifted. */
  lifting = $state(false);
  /** Why the last press sent nothing, or what it left open. */
  error = $state.raw<ErrorView | null>(null);
  /** Whether something changed that the person has not looked at yet. */
  unseen = $state(false);
  /** Whether an order may have left without its outcome: then nothing is sent from here. */
  locked = $state(false);
  /** Numbers of earlier orders beside which another one is wanted. */
  #beside = $state.raw<readonly number[]>([]);
  /** The order as it stood when that was said. */
  #saidOf = $state.raw<string | null>(null);

  get review(): ReviewView | null {
    return this.reading.value;
  }

  /** Whether the product is being read and added up right now. */
  get busy(): boolean {
    return this.reading.busy;
  }

  /** What differs from what was looked at before. */
  get changes(): ChangeView[] {
    return this.review?.changes ?? [];
  }

  /** What is about to be ordered, as one text: another text is another order. */
  abstract get what(): string;

  /** Whether the figures are of something else than what is wanted now. */
  abstract get stale(): boolean;

  /** Reads the product again and adds up what it costs. */
  abstract check(): Promise<ReviewView | null>;

  /** Nothing that was shown holds any more; the next press has to check first. */
  protected abstract distrust(): void;

  /** Earlier orders that were acknowledged for exactly this order. */
  get acknowledged(): readonly number[] {
    return this.#saidOf === this.what ? this.#beside : [];
  }

  /** Earlier orders about which the person has said nothing yet. */
  get waiting(): TwinView[] {
    const said = this.acknowledged;
    return (this.review?.twins ?? []).filter((twin) => !twin.blocks && !said.includes(twin.no));
  }

  /** Whether every condition is met that the button needs. */
  get ready(): boolean {
    const review = this.review;
    return (
      review !== null &&
      review.canOrder &&
      review.now !== null &&
      !this.stale &&
      !this.busy &&
      !this.unseen &&
      !this.locked &&
      !this.lifting &&
      this.waiting.length === 0
    );
  }

  /** The person has looked at what changed. */
  looked(): void {
    this.unseen = false;
  }

  /** Says, or takes back, that another one is wanted beside this order. */
  wantAnother(no: number, wanted: boolean): void {
    const others = this.acknowledged.filter((one) => one !== no);
    this.#saidOf = this.what;
    this.#beside = wanted ? [...others, no] : others;
  }

  /** Lifts the caps for this one review; `typed` is the amount as the person wrote it. */
  async lift(typed: string): Promise<ErrorView | null> {
    const review = this.review;
    if (!review || this.lifting || this.ordering) return null;
    this.lifting = true;
    try {
      const lifted = await ask("lift_cap", { review: review.reviewId, typed });
      this.reading.take(lifted);
      this.error = null;
      return null;
    } catch (thrown) {
      return asErrorView(thrown);
    } finally {
      this.lifting = false;
    }
  }

  /** Sends the reviewed order; a second press while it is under way does nothing. */
  async order(): Promise<OrderView | null> {
    const review = this.review;
    if (!review || !this.ready || this.ordering) return null;
    this.ordering = true;
    this.error = null;
    const acknowledged = review.twins
      .map((twin) => twin.no)
      .filter((no) => this.acknowledged.includes(no));
    try {
      return await ask("place_order", { review: review.reviewId, acknowledged });
    } catch (thrown) {
      await this.#notPlaced(asErrorView(thrown));
      return null;
    } finally {
      this.ordering = false;
    }
  }

  async #notPlaced(error: ErrorView): Promise<void> {
    if (ANSWERED_BY_REVIEW.has(error.code)) {
      const changed = error.code === "order.changed";
      if (changed) this.unseen = true;
      this.distrust();
      await this.check();
      // What changed is shown by itself; why it was not ready is said beside the checks.
      if (!changed) this.error = error;
      return;
    }
    // The window lost the host on the way: what the host did is not known here.
    const lost = error.code.startsWith("window.");
    this.error = lost ? { ...error, money: "unknown" } : error;
    if (this.error.money === "unknown") this.locked = true;
    else if (error.code.startsWith("order.") || error.code.startsWith("profile.")) this.distrust();
  }
}
