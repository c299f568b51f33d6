// Invoices as the person looks at them: which, of when, how sorted; the one
// that is open; PDFs on their way; and what the export made.
import { ask, asErrorView } from "~/backend";
import type {
  ErrorView,
  ExportView,
  InvoiceRow,
  InvoicesFilter,
  InvoicesQuery,
  InvoicesSort,
  InvoicesView,
  PdfView,
} from "~/bindings";
import { periodOf, type Period, type PeriodName } from "~/lib/period";

import type { Clock } from "./clock.svelte";
import type { Notices } from "./notices.svelte";
import { PAGE } from "./pages";
import { Reading } from "./reading.svelte";
import { Rows } from "./rows.svelte";

/** Notices of a running reading come in quick succession. */
const PAUSE_MS = 400;
/** Pages that are looked through for one invoice. */
const MOST_PAGES = 20;

export class Invoices {
  filter = $state<InvoicesFilter>("all");
  period = $state<PeriodName>("all");
  own = $state.raw<Period>({ from: null, to: null });
  search = $state("");
  sort = $state.raw<{ key: InvoicesSort; descending: boolean }>({ key: "date", descending: true });
  readonly rows = new Rows<InvoiceRow, InvoicesView>((offset, limit) =>
    ask("invoices", { query: { ...this.#query(), offset, limit } }),
  );
  /** The invoice that is open beside the list. */
  readonly chosen = new Reading<InvoiceRow | null>();
  /** PDFs asked for by a click and not answered yet. */
  #fetching = $state.raw<ReadonlySet<string>>(new Set());
  /** Why the last act failed, and what it was about. */
  failed = $state.raw<{ error: ErrorView; id: string | null } | null>(null);
  exported = $state.raw<ExportView | null>(null);
  exporting = $state(false);
  refreshing = $state(false);
  #clock: Clock;
  #profile: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #open: string | null = null;
  #here = false;

  constructor(notices: Notices, clock: Clock) {
    this.#clock = clock;
    notices.on("invoices", () => this.#heard());
  }

  get view(): InvoicesView | null {
    return this.rows.view;
  }

  /** The days that are looked at now. */
  get days(): Period {
    return periodOf(this.period, this.#clock.minute, this.own);
  }

  readonly narrowed: boolean = $derived(
    this.filter !== "all" || this.period !== "all" || this.search.trim() !== "",
  );

  /** Begins for this profile; what another profile was asked is dropped. */
  async open(profile: string): Promise<void> {
    this.#here = true;
    const same = this.#profile === profile;
    this.#profile = profile;
    if (same) return this.view ? this.rows.refresh() : this.rows.restart();
    this.rows.clear();
    this.chosen.clear();
    this.filter = "all";
    this.period = "all";
    this.search = "";
    this.failed = null;
    this.exported = null;
    await this.rows.restart();
  }

  /** Decides what is shown first when the list is opened next. */
  ask(profile: string, filter: InvoicesFilter): void {
    this.rows.clear();
    this.chosen.clear();
    this.#profile = profile;
    this.filter = filter;
    this.period = "all";
    this.search = "";
  }

  leave(): void {
    this.#here = false;
    clearTimeout(this.#timer);
  }

  /** Looks again from the first row, because the question changed. */
  async look(): Promise<void> {
    await this.rows.restart();
  }

  async sortBy(key: InvoicesSort, descending: boolean): Promise<void> {
    this.sort = { key, descending };
    await this.look();
  }

  /** Drops what narrows the list. */
  async clear(): Promise<void> {
    this.filter = "all";
    this.period = "all";
    this.search = "";
    await this.look();
  }

  /** Opens one beside the list; `null` closes it. */
  async choose(id: string | null, known: InvoiceRow | null = null): Promise<void> {
    this.#open = id;
    if (id === null) return this.chosen.clear();
    if (known) this.chosen.take(known);
    else this.chosen.clear();
    await this.#readChosen();
  }

  /** How the PDF of a row stands, with what was clicked a moment ago. */
  pdf(row: InvoiceRow): PdfView {
    if (!this.#fetching.has(row.id) || row.pdf.state === "fetching") return row.pdf;
    return { state: "fetching", bytes: 0, total: null };
  }

  /** Fetches a PDF into the archive: one call. It is never opened by itself. */
  async fetchPdf(row: InvoiceRow): Promise<boolean> {
    if (this.#fetching.has(row.id)) return false;
    this.#fetching = new Set(this.#fetching).add(row.id);
    try {
      const now = await ask("save_invoice_pdf", { id: row.id });
      if (this.failed?.id === row.id) this.failed = null;
      if (this.#open === row.id) this.chosen.take(now);
      return now.pdf.state === "saved";
    } catch (thrown) {
      this.failed = { error: asErrorView(thrown), id: row.id };
      return false;
    } finally {
      const rest = new Set(this.#fetching);
      rest.delete(row.id);
      this.#fetching = rest;
      await this.#readAgain();
    }
  }

  /** Opens a saved PDF with the system's program, after its bytes were compared. */
  async openPdf(row: InvoiceRow): Promise<void> {
    await this.#act(row.id, () => ask("open_invoice_pdf", { id: row.id }));
    if (this.failed?.id === row.id) await this.#readAgain();
  }

  /** Reads the list from the provider; progress comes as notices. */
  async refresh(): Promise<void> {
    if (this.refreshing) return;
    this.refreshing = true;
    await this.#act(null, () => ask("refresh_invoices"));
    this.refreshing = false;
    await this.#readAgain();
  }

  /** Writes all that match as CSV into the downloads folder. */
  async exportCsv(): Promise<ExportView | null> {
    if (this.exporting) return null;
    this.exporting = true;
    this.exported = null;
    const query = { ...this.#query(), offset: 0, limit: PAGE };
    this.exported = await this.#act(null, () => ask("export_invoices", { query }));
    this.exporting = false;
    return this.exported;
  }

  async showFolder(): Promise<void> {
    await this.#act(null, () => ask("show_downloads"));
  }

  /** Opens the list of open invoices in the portal. */
  async openPortal(): Promise<void> {
    await this.#act(null, () => ask("open_portal", { page: "invoices" }));
  }

  #query(): Omit<InvoicesQuery, "offset" | "limit"> {
    const { from, to } = this.days;
    return {
      filter: this.filter,
      from,
      to,
      search: this.search,
      sort: this.sort.key,
      direction: this.sort.descending ? "down" : "up",
    };
  }

  #heard(): void {
    if (!this.#here) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readAgain(), PAUSE_MS);
  }

  async #readAgain(): Promise<void> {
    await Promise.all([this.rows.refresh(), this.#open === null ? null : this.#readChosen()]);
  }

  async #readChosen(): Promise<void> {
    const id = this.#open;
    if (id === null) return;
    await this.chosen.read(() => this.#find(id));
  }

  /** Looks for one by its id; short ids occur in others too. */
  async #find(id: string): Promise<InvoiceRow | null> {
    const query = {
      filter: "all",
      from: null,
      to: null,
      search: id,
      sort: "date",
      direction: "down",
      limit: PAGE,
    } as const;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const found = await ask("invoices", { query: { ...query, offset: page * PAGE } });
      const row = found.rows.find((one) => one.id === id);
      if (row) return row;
      if (found.total <= (page + 1) * PAGE) return null;
    }
    return null;
  }

  async #act<T>(id: string | null, deed: () => Promise<T>): Promise<T | null> {
    this.failed = null;
    try {
      return await deed();
    } catch (thrown) {
      this.failed = { error: asErrorView(thrown), id };
      return null;
    }
  }
}
