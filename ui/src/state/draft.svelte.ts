// An order being put together: what is chosen, what it was reviewed at, and the
// one press that sends it. A review costs calls, so it is asked for only when
// the draft is complete and the person pauses.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, OptionView, OrderDraft, OrderView, ReviewView } from "~/bindings";
import { hostnameWrong, quantityWrong } from "~/lib/draft";

import { Reading } from "./reading.svelte";

/** How long a person pauses after choosing, and after typing, in milliseconds. */
export const PAUSE = { chosen: 400, typed: 1500 } as const;

export class Draft {
  readonly productId: string;
  readonly reading = new Reading<ReviewView>();
  cycle = $state("");
  /** By the option's id; an empty text is not sent. */
  options = $state<Record<string, string>>({});
  hostname = $state("");
  customer = $state("");
  /** Whether the order is being sent. */
  ordering = $state(false);
  /** Why the last press sent nothing, or what it left open. */
  error = $state.raw<ErrorView | null>(null);
  /** Whether something changed that the person has not looked at yet. */
  unseen = $state(false);
  /** Whether an order may have left without its outcome: then nothing is sent from here. */
  locked = $state(false);
  #reviewed = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(productId: string, cycle: string | null) {
    this.productId = productId;
    this.cycle = cycle ?? "monthly";
  }

  get review(): ReviewView | null {
    return this.reading.value;
  }

  /** What is chosen, as one text. */
  readonly #key: string = $derived(JSON.stringify(this.#draft()));

  readonly hostnameWrong: string | null = $derived(hostnameWrong(this.hostname));

  /** Names of options that are required and not chosen yet, or not usable. */
  readonly missing: string[] = $derived(
    (this.review?.product.options ?? [])
      .filter((option) => this.#lacks(option))
      .map((one) => one.name),
  );

  /** Whether it could be reviewed as it stands. */
  readonly complete: boolean = $derived(this.missing.length === 0 && this.hostnameWrong === null);

  /** Whether the figures are of an earlier choice. */
  readonly stale: boolean = $derived(this.#reviewed !== this.#key);

  /** Whether the button may be pressed. */
  readonly ready: boolean = $derived(
    this.review !== null &&
      this.review.canOrder &&
      this.review.now !== null &&
      this.complete &&
      !this.stale &&
      !this.reading.busy &&
      !this.unseen &&
      !this.locked,
  );

  /** Something was chosen or typed: the price is checked once the person pauses. */
  changed(pause: number = PAUSE.chosen): void {
    clearTimeout(this.#timer);
    if (this.locked || this.reading.error !== null) return;
    this.#timer = setTimeout(() => {
      if (this.complete && this.stale && !this.ordering) void this.check();
    }, pause);
  }

  /** Reads the product again and adds up what it costs. */
  async check(): Promise<ReviewView | null> {
    clearTimeout(this.#timer);
    const key = this.#key;
    const draft = this.#draft();
    const previous = this.review?.reviewId ?? null;
    const review = await this.reading.read(() => ask("review_order", { draft, previous }));
    if (!review) return null;
    this.error = null;
    this.#reviewed = key;
    if (review.changes.length > 0) this.unseen = true;
    return this.#withOfferedCycle(review);
  }

  /** The person has looked at what changed. */
  looked(): void {
    this.unseen = false;
  }

  /** Sends the reviewed order; a second press while it is under way does nothing. */
  async order(): Promise<OrderView | null> {
    const review = this.review;
    if (!review || !this.ready || this.ordering) return null;
    clearTimeout(this.#timer);
    this.ordering = true;
    this.error = null;
    try {
      // Seen with the checks: the host refuses one that came up meanwhile.
      const acknowledged = review.twins.filter((twin) => !twin.blocks).map((twin) => twin.no);
      return await ask("place_order", { review: review.reviewId, acknowledged });
    } catch (thrown) {
      await this.#notPlaced(asErrorView(thrown));
      return null;
    } finally {
      this.ordering = false;
    }
  }

  /** Ends waiting; the view is left. */
  leave(): void {
    clearTimeout(this.#timer);
  }

  async #notPlaced(error: ErrorView): Promise<void> {
    if (error.code === "order.changed") {
      this.unseen = true;
      this.#reviewed = null;
      await this.check();
      return;
    }
    // The window lost the host on the way: what the host did is not known here.
    const lost = error.code.startsWith("window.");
    this.error = lost ? { ...error, money: "unknown" } : error;
    if (this.error.money === "unknown") this.locked = true;
    else if (error.code.startsWith("order.")) this.#reviewed = null;
  }

  /** Where the cycle one came with is not offered, the first that is takes its place. */
  async #withOfferedCycle(review: ReviewView): Promise<ReviewView | null> {
    const prices = review.product.row.prices.filter((price) => price.amount !== null);
    const first = prices[0];
    if (!first || prices.some((price) => price.cycle === this.cycle)) return review;
    this.cycle = first.cycle;
    return this.check();
  }

  #lacks(option: OptionView): boolean {
    const value = this.options[option.id] ?? "";
    if (option.kind === "quantity" && quantityWrong(value)) return true;
    return option.required && value.trim() === "";
  }

  #draft(): OrderDraft {
    const options = Object.entries(this.options)
      .filter(([, value]) => value.trim() !== "")
      .map(([optionId, value]) => ({ optionId, value: value.trim() }))
      // The same choices are the same draft, in whatever order they were made.
      .sort((one, two) => (one.optionId < two.optionId ? -1 : 1));
    return {
      productId: this.productId,
      cycle: this.cycle,
      hostname: this.hostname.trim() || null,
      options,
      customer: this.customer.trim() || null,
    };
  }
}
