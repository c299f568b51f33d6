// What happened, as the person looks at it: the list with its filters, the
// digest, and which events were looked at.
import { ask, asErrorView } from "~/backend";
import type { ActivityView, ErrorView, EventGroup, EventRow } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { PAGE, readPages } from "./pages";
import { Reading } from "./reading.svelte";

/** What the chips choose: everything, what needs a person, or one group. */
export type ActivityFilter = "everything" | "needsYou" | EventGroup;

export class Activity {
  readonly reading = new Reading<ActivityView>();
  filter = $state<ActivityFilter>("everything");
  unreadOnly = $state(false);
  search = $state("");
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);
  #pages = $state(1);
  #profile: string | null = null;
  #seen = new Set<number>();
  #open = false;

  constructor(notices: Notices) {
    notices.on("activity", () => {
      if (this.#open) void this.read();
    });
  }

  get view(): ActivityView | null {
    return this.reading.value;
  }

  readonly narrowed: boolean = $derived(
    this.filter !== "everything" || this.unreadOnly || this.search.trim() !== "",
  );

  /** Begins for this profile; what another profile was asked is dropped. */
  async open(profile: string): Promise<void> {
    if (this.#profile !== profile) {
      this.reading.clear();
      this.filter = "everything";
      this.unreadOnly = false;
      this.search = "";
      this.#pages = 1;
      this.#seen.clear();
    }
    this.#profile = profile;
    this.#open = true;
    await this.read();
  }

  /** Asks the host for the rows; made without a call. */
  async read(): Promise<void> {
    const { filter, unreadOnly, search } = this;
    const group = filter === "everything" || filter === "needsYou" ? null : filter;
    await this.reading.read(() =>
      readPages(this.#pages, (offset) =>
        ask("activity", {
          query: {
            group,
            unreadOnly,
            needsYouOnly: filter === "needsYou",
            search,
            offset,
            limit: PAGE,
          },
        }),
      ),
    );
  }

  /** Looks again from the newest, because the question changed. */
  async look(): Promise<void> {
    this.#pages = 1;
    await this.read();
  }

  /** Shows the next hundred. */
  async more(): Promise<void> {
    if (this.reading.busy) return;
    this.#pages += 1;
    await this.read();
  }

  /** Drops filters and search. */
  async clear(): Promise<void> {
    this.filter = "everything";
    this.unreadOnly = false;
    this.search = "";
    await this.look();
  }

  /** An event was on the screen for a moment; it is marked on leaving. */
  saw(event: EventRow): void {
    if (event.unread) this.#seen.add(event.id);
  }

  /** The person leaves the list: what was looked at is read now. */
  async leave(): Promise<void> {
    this.#open = false;
    const ids = [...this.#seen];
    this.#seen.clear();
    if (ids.length > 0) await this.#act(() => ask("mark_read", { ids }));
  }

  /** Marks everything as read, also what is not shown. */
  async markAllRead(): Promise<void> {
    this.#seen.clear();
    if (await this.#act(() => ask("mark_read", { ids: null }))) await this.read();
  }

  /** Puts the digest away. */
  async dismissDigest(): Promise<void> {
    if (await this.#act(() => ask("dismiss_digest"))) await this.read();
  }

  async #act(deed: () => Promise<unknown>): Promise<boolean> {
    try {
      await deed();
      this.error = null;
      return true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return false;
    }
  }
}
