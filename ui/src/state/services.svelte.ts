// The list of services as the person looks at it: one view, a filter, words to
// look for, and which of them are selected.
import { ask, asErrorView } from "~/backend";
import type {
  ErrorView,
  ExportView,
  Family,
  Notice,
  ServiceRow,
  ServicesFilter,
  ServicesQuery,
  ServicesSort,
  ServicesView,
  WorkView,
} from "~/bindings";
import { copyText } from "~/lib/clipboard";

import type { Notices } from "./notices.svelte";
import { PAGE } from "./pages";
import { Rows } from "./rows.svelte";
import { Picked } from "./services-picked.svelte";

/** A page of the list, and what it answers. */
export type ServicesAnswer = ServicesView & { asked: ServicesQuery };

/** While a list is being read its rows are looked at this often at most. */
const LOOK_AGAIN_MS = 500;
/** More addresses than this are no list to paste; they go into a file. */
export const MOST_COPIED = 5000;

export class Services {
  readonly rows: Rows<ServiceRow, ServicesAnswer>;
  readonly picked = new Picked();
  filter = $state<ServicesFilter>("current");
  family = $state<Family | null>(null);
  search = $state("");
  sort = $state<ServicesSort>("name");
  descending = $state(false);
  /** What the person asked for and is under way. */
  doing = $state<"read" | "export" | "copy" | "select" | null>(null);
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);
  /** The file made last. */
  exported = $state.raw<ExportView | null>(null);
  #work = $state.raw<WorkView | null>(null);
  #profile: string | null = null;
  #shown = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(notices: Notices) {
    this.rows = new Rows(async (offset, limit) => {
      const asked = { ...this.#query(offset), limit };
      return { ...(await ask("services", { query: asked })), asked };
    });
    notices.on(["services", "actions"], (notice) => this.#heard(notice));
  }

  /** Whose services these are. */
  get profile(): string | null {
    return this.#profile;
  }

  get view(): ServicesAnswer | null {
    return this.rows.view;
  }

  /** How far the reading of the list has come, while it is read. */
  readonly work: WorkView | null = $derived.by(() => {
    const sync = this.view?.sync;
    if (!sync?.running) return null;
    return this.#work ?? { done: sync.done, total: sync.total };
  });

  /** The words the shown rows were found by, which may be fewer than are typed. */
  readonly found: string = $derived(this.view?.asked.search.trim() ?? "");
  /** The kind the shown rows are of. */
  readonly shownFamily: Family | null = $derived(this.view?.asked.family ?? null);
  /** Whether anything narrows the view. */
  readonly narrowed: boolean = $derived(this.found !== "" || this.shownFamily !== null);

  /** Begins for this profile; another profile's words, rows and selection are dropped. */
  async open(profile: string): Promise<void> {
    if (this.#profile !== profile) {
      this.rows.clear();
      this.picked.clear();
      this.filter = "current";
      this.family = null;
      this.search = "";
      this.error = null;
      this.exported = null;
      this.#work = null;
    }
    this.#profile = profile;
    this.#shown = true;
    await this.rows.restart();
  }

  /** The list is not looked at any more. */
  close(): void {
    this.#shown = false;
    this.error = null;
    this.exported = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks again from the first row, because the question changed. */
  async look(): Promise<void> {
    // "All that match" was about the question before.
    this.picked.forgetAll();
    await this.rows.restart();
  }

  /** Drops the words and the kind. */
  async clear(): Promise<void> {
    this.search = "";
    this.family = null;
    await this.look();
  }

  async sortBy(sort: ServicesSort, descending: boolean): Promise<void> {
    this.sort = sort;
    this.descending = descending;
    await this.rows.restart();
  }

  /** Has the whole list read from the provider; progress comes by itself. */
  async read(): Promise<void> {
    await this.#act("read", async () => {
      await ask("refresh_services");
      await this.rows.refresh();
    });
  }

  /** The row before or after this one in the list, as far as it is held. */
  beside(id: string, step: 1 | -1): ServiceRow | null {
    const at = this.rows.indexOf((row) => row.id === id);
    return at === null ? null : this.rows.row(at + step);
  }

  /** Ticks a row, or takes the tick away. */
  toggle(row: ServiceRow, index: number): void {
    this.picked.toggle(row, index);
  }

  /** Ticks all rows from the last one ticked up to this. */
  async pickUpTo(row: ServiceRow, index: number): Promise<void> {
    const from = this.picked.anchor;
    if (from === null || Math.abs(index - from) >= MOST_COPIED) {
      this.picked.toggle(row, index);
      return;
    }
    const [first, end] = [Math.min(from, index), Math.max(from, index) + 1];
    const held = this.#held(first, end);
    if (held) {
      this.picked.add(held);
      return;
    }
    await this.#act("select", async () => {
      const rows: ServiceRow[] = [];
      while (first + rows.length < end) {
        const page = await ask("services", { query: this.#query(first + rows.length) });
        if (page.rows.length === 0) break;
        rows.push(...page.rows.slice(0, end - first - rows.length));
      }
      this.picked.add(rows);
    });
  }

  /** All that match, or none where all of them are. */
  toggleAll(): void {
    if (this.picked.all && this.picked.left === 0) this.picked.clear();
    else this.picked.takeAll();
  }

  /** How many are selected. */
  readonly count: number = $derived.by(() => this.picked.count(this.rows.total));

  /** Copies the main addresses of what is selected, one on a line; gives their number. */
  async copyAddresses(): Promise<number | null> {
    let copied: number | null = null;
    await this.#act("copy", async () => {
      const rows = this.picked.all ? await this.#allPicked() : this.picked.addresses;
      const ips = rows.map((row) => row.ip).filter((ip) => ip !== null);
      if (ips.length > 0 && (await copyText(ips.join("\n")))) copied = ips.length;
      if (ips.length === 0) copied = 0;
    });
    return copied;
  }

  /** Writes what is selected, or else what matches, into a file. */
  async export(): Promise<ExportView | null> {
    let made: ExportView | null = null;
    await this.#act("export", async () => {
      const ids = await this.#exportedIds();
      made = await ask("export_services", { selection: { query: this.#query(0), ids } });
      this.exported = made;
    });
    return made;
  }

  /** Opens the folder the file was written into. */
  async showFolder(): Promise<void> {
    try {
      await ask("show_downloads");
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }

  async #exportedIds(): Promise<string[] | null> {
    if (this.count === 0 || (this.picked.all && this.picked.left === 0)) return null;
    if (!this.picked.all) return this.picked.addresses.map((row) => row.id);
    return (await this.#allPicked()).map((row) => row.id);
  }

  /** Every row that matches and is not left out, read page by page. */
  async #allPicked(): Promise<{ id: string; ip: string | null }[]> {
    const picked: { id: string; ip: string | null }[] = [];
    for (let offset = 0; ;) {
      const page = await ask("services", { query: this.#query(offset) });
      offset += page.rows.length;
      for (const { id, ip } of page.rows) if (this.picked.has(id)) picked.push({ id, ip });
      if (page.rows.length === 0 || offset >= page.total) return picked;
    }
  }

  #held(first: number, end: number): ServiceRow[] | null {
    const rows: ServiceRow[] = [];
    for (let index = first; index < end; index += 1) {
      const row = this.rows.row(index);
      if (!row) return null;
      rows.push(row);
    }
    return rows;
  }

  #query(offset: number): ServicesQuery {
    return {
      filter: this.filter,
      family: this.family,
      search: this.search,
      sort: this.sort,
      direction: this.descending ? "down" : "up",
      offset,
      limit: PAGE,
    };
  }

  #heard(notice: Notice): void {
    if (!this.#shown) return;
    if (notice.profileId !== null && notice.profileId !== this.#profile) return;
    this.#work = notice.work;
    if (this.#timer !== undefined) return;
    // At once for a single change, in steps while a whole list comes in.
    if (!notice.work) void this.rows.refresh();
    else {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        void this.rows.refresh();
      }, LOOK_AGAIN_MS);
    }
  }

  async #act(name: NonNullable<Services["doing"]>, deed: () => Promise<void>): Promise<void> {
    if (this.doing) return;
    this.doing = name;
    this.error = null;
    try {
      await deed();
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
    this.doing = null;
  }
}
