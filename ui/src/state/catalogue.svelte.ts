// The catalogue as the person looks at it: what is looked for, how it is
// sorted, and the rows found. Lives with the console, so that the way back from
// a product leads to the same rows.
import { ask, asErrorView } from "~/backend";
import type { CatalogueQuery, CatalogueSort, CatalogueView, ErrorView } from "~/bindings";
import { remember, remembered } from "~/lib/remembered";

import type { Notices } from "./notices.svelte";
import { PAGE, readPages } from "./pages";
import { Reading } from "./reading.svelte";

/** How the products are laid out. */
export type CatalogueForm = "table" | "cards";

const FORM = "catalogue-form";
const DECIMAL = /^\d{1,9}([.,]\d{1,4})?$/;

export class Catalogue {
  readonly reading = new Reading<CatalogueView>();
  search = $state("");
  /** One family by its name; none for all. */
  family = $state<string | null>(null);
  cycle = $state("monthly");
  /** As it was typed. */
  maxPrice = $state("");
  availableOnly = $state(false);
  sort = $state<CatalogueSort>("family");
  descending = $state(false);
  form = $state<CatalogueForm>(remembered(FORM, ["table", "cards"], "table"));
  /** Whether the person asked the provider and the answer is awaited. */
  refreshing = $state(false);
  #refreshError = $state.raw<ErrorView | null>(null);
  #pages = $state(1);
  #profile: string | null = null;

  constructor(notices: Notices) {
    notices.on("catalogue", () => {
      if (this.#profile !== null) void this.read();
    });
  }

  get view(): CatalogueView | null {
    return this.reading.value;
  }

  /** Whether a call to the provider is under way, whoever asked for it. */
  readonly busy: boolean = $derived(this.refreshing || (this.view?.reading ?? false));

  /** Why the rows are old or missing. */
  readonly error: ErrorView | null = $derived(
    this.view?.error ?? this.#refreshError ?? this.reading.error,
  );

  /** Why the highest price cannot be used. */
  readonly maxPriceWrong: string | null = $derived(
    this.maxPrice.trim() === "" || DECIMAL.test(this.maxPrice.trim())
      ? null
      : "Not an amount; write it like 120 or 9.90",
  );

  /** Whether anything but the family narrows the rows. */
  readonly filtered: boolean = $derived(
    this.search.trim() !== "" ||
      this.availableOnly ||
      (this.maxPrice.trim() !== "" && this.maxPriceWrong === null),
  );

  readonly hasMore: boolean = $derived((this.view?.rows.length ?? 0) < (this.view?.total ?? 0));

  /** Begins for this profile; another profile's words and rows are dropped. */
  async open(profile: string): Promise<void> {
    if (this.#profile !== null && this.#profile !== profile) {
      this.reading.clear();
      this.#refreshError = null;
      this.family = null;
      this.cycle = "monthly";
      this.#clearWords();
    }
    this.#profile = profile;
    await this.read();
  }

  /** Asks the host for the rows; made without a call. */
  async read(): Promise<void> {
    const query = this.#query();
    const view = await this.reading.read(() =>
      readPages(this.#pages, (offset) => ask("catalogue", { query: { ...query, offset } })),
    );
    if (view) await this.#settle(view);
  }

  /** Looks again from the first row, because the question changed. */
  async look(): Promise<void> {
    this.#pages = 1;
    await this.read();
  }

  /** Shows the next hundred. */
  async more(): Promise<void> {
    if (!this.hasMore || this.reading.busy) return;
    this.#pages += 1;
    await this.read();
  }

  /** Asks the provider for the whole list: one call. */
  async refresh(): Promise<void> {
    if (this.busy) return;
    this.refreshing = true;
    this.#refreshError = null;
    try {
      await ask("refresh_catalogue");
    } catch (thrown) {
      this.#refreshError = asErrorView(thrown);
    } finally {
      this.refreshing = false;
    }
    await this.read();
  }

  async sortBy(sort: CatalogueSort, descending: boolean): Promise<void> {
    this.sort = sort;
    this.descending = descending;
    await this.look();
  }

  /** Drops every filter, and the family with them. */
  async clear(): Promise<void> {
    this.#clearWords();
    this.family = null;
    await this.look();
  }

  show(form: CatalogueForm): void {
    this.form = form;
    remember(FORM, form);
  }

  #clearWords(): void {
    this.search = "";
    this.maxPrice = "";
    this.availableOnly = false;
  }

  #query(): CatalogueQuery {
    const typed = this.maxPrice.trim().replace(",", ".");
    return {
      search: this.search,
      family: this.family,
      cycle: this.cycle,
      maxPrice: typed === "" || this.maxPriceWrong !== null ? null : typed,
      availableOnly: this.availableOnly,
      sort: this.sort,
      descending: this.descending,
      offset: 0,
      limit: PAGE,
    };
  }

  /** A cycle or family that the provider does not have (any more) shows nothing for ever. */
  async #settle(view: CatalogueView): Promise<void> {
    const first = view.cycles[0];
    const lost = first !== undefined && !view.cycles.includes(this.cycle);
    const gone = this.family !== null && !view.families.some((one) => one.name === this.family);
    if (!lost && !gone) return;
    if (lost) this.cycle = first;
    if (gone) this.family = null;
    await this.look();
  }
}
