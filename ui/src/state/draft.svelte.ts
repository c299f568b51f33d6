// An order being put together: what is chosen, and when it is reviewed. A
// review costs calls, so it is asked for only when the draft is complete and
// the person pauses.
import { ask } from "~/backend";
import type { OptionView, OrderDraft, OrderView, ReviewView } from "~/bindings";
import { hostnameWrong, quantityWrong } from "~/lib/draft";

import { Placing } from "./placing.svelte";

/** How long a person pauses after choosing, and after typing, in milliseconds. */
export const PAUSE = { chosen: 400, typed: 1500 } as const;

export class Draft extends Placing {
  readonly productId: string;
  cycle = $state("");
  /** By the option's id; an empty text is not sent. */
  options = $state<Record<string, string>>({});
  hostname = $state("");
  customer = $state("");
  #reviewed = $state<string | null>(null);
  #inFile = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(productId: string, cycle: string | null) {
    super();
    this.productId = productId;
    this.cycle = cycle ?? "monthly";
  }

  readonly #key: string = $derived(JSON.stringify(this.#draft()));

  /** What is chosen, as one text. */
  get what(): string {
    return this.#key;
  }

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
  get stale(): boolean {
    return this.#reviewed !== this.#key;
  }

  /** Whether exactly this was saved as an order file from here. */
  get inFile(): boolean {
    return this.#inFile === this.#key;
  }

  /** It was saved as an order file: what was reviewed is the file's now. */
  wentToFile(): void {
    this.#inFile = this.#key;
    this.distrust();
  }

  /** Whether the button may be pressed. */
  override get ready(): boolean {
    return this.complete && super.ready;
  }

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

  /** Sends the reviewed order; what was typed last is not reviewed behind its back. */
  override async order(): Promise<OrderView | null> {
    clearTimeout(this.#timer);
    return super.order();
  }

  /** Ends waiting; the view is left. */
  leave(): void {
    clearTimeout(this.#timer);
  }

  protected distrust(): void {
    this.#reviewed = null;
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
