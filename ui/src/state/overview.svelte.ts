// The overview of the active profile, kept for its view and for the counts in the rail.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, OverviewView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

/** While a long list is read, notices come many a second; the overview follows once in this time. */
const PAUSE_MS = 1000;

export class Overview {
  readonly reading = new Reading<OverviewView>();
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(notices: Notices) {
    notices.on(["orders", "credit", "catalogue"], () => void this.read());
    notices.on(["services", "actions", "invoices", "activity", "reconciliation"], () =>
      this.#soon(),
    );
    notices.on("profiles", () => void this.readAnew());
  }

  get view(): OverviewView | null {
    return this.reading.value;
  }

  /** How many things need a person. */
  get needsYou(): number {
    return this.view?.attention.length ?? 0;
  }

  /** How many orders need a person. */
  get ordersNeedYou(): number {
    return this.view?.attention.filter((one) => one.order !== null).length ?? 0;
  }

  /** Asks the host; made without network. */
  async read(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.reading.read(() => ask("overview"));
  }

  /** The same for another profile: nothing of the one before may stay on the screen. */
  async readAnew(): Promise<void> {
    this.reading.clear();
    await this.read();
  }

  /** Opens the page of the portal where credit is added. */
  async addCredit(): Promise<void> {
    try {
      await ask("open_portal", { page: "addCredit" });
      this.error = null;
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => void this.read(), PAUSE_MS);
  }
}
