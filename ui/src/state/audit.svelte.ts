// The audit chain as the person looks at it: the list with its filters, one
// entry, the check, the export, and the new section after a break.
import { ask, asErrorView } from "~/backend";
import type {
  AuditEntryView,
  AuditGroup,
  AuditQuery,
  AuditRow,
  AuditView,
  ErrorView,
  ExportView,
  VerdictView,
  WorkView,
} from "~/bindings";
import { STOPPED } from "~/lib/words/audit";
import { periodEnds, type Period } from "~/lib/words/audit-periods";

import type { Clock } from "./clock.svelte";
import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";
import { Rows } from "./rows.svelte";

/** What is under way. */
export type AuditDoing = "verify" | "export" | "section";

export class Audit {
  readonly rows = new Rows<AuditRow, AuditView>((offset, limit) =>
    ask("audit", { query: this.#query(offset, limit) }),
  );
  readonly entry = new Reading<AuditEntryView>();
  group = $state<AuditGroup | null>(null);
  stoppedOnly = $state(false);
  search = $state("");
  period = $state<Period>("any");
  doing = $state<AuditDoing | null>(null);
  /** How far the check has come. */
  work = $state.raw<WorkView | null>(null);
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);
  /** The file the last export made. */
  exported = $state.raw<ExportView | null>(null);
  /** Entries of the period whatever the other filters are; none while it is not known. */
  inPeriod = $state<number | null>(null);
  /** A verdict that is newer than the one the list came with. */
  #checked = $state.raw<VerdictView | null>(null);
  #clock: Clock;
  #counting = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get view(): AuditView | null {
    return this.rows.view;
  }

  readonly verdict: VerdictView | null = $derived.by(() => {
    const listed = this.view?.verdict ?? null;
    const own = this.#checked;
    if (!own || !listed) return own ?? listed;
    return (listed.checkedAt ?? "") > (own.checkedAt ?? "") ? listed : own;
  });

  /** Whether head and count are in the keychain; null where it was not asked yet. */
  readonly sealed: boolean | null = $derived.by(() => {
    const view = this.view;
    if (!view || (!view.sealed && view.trouble === null)) return null;
    return view.sealed;
  });

  readonly narrowed: boolean = $derived(
    this.group !== null || this.stoppedOnly || this.search.trim() !== "" || this.period !== "any",
  );

  /** Follows the chain while it is shown; the result ends it. */
  follow(notices: Notices): () => void {
    return notices.on("audit", (notice) => {
      if (notice.work) {
        if (this.doing === "verify") this.work = notice.work;
      } else if (this.doing !== "verify") {
        void this.refresh();
      }
    });
  }

  /** Looks from the newest entry on, because the question changed. */
  async look(): Promise<void> {
    await Promise.all([this.rows.restart(), this.#count()]);
  }

  /** Reads again what is shown; the place stays. */
  async refresh(): Promise<void> {
    await Promise.all([this.rows.refresh(), this.#count()]);
  }

  /** Drops every filter. */
  async clear(): Promise<void> {
    this.group = null;
    this.stoppedOnly = false;
    this.search = "";
    this.period = "any";
    await this.look();
  }

  /** Reads one entry whole. */
  async open(seq: number): Promise<void> {
    if (this.entry.value?.row.seq !== seq) this.entry.clear();
    await this.entry.read(() => ask("audit_entry", { seq }));
  }

  /** Checks the whole chain. Null where it failed or was stopped. */
  async verify(): Promise<VerdictView | null> {
    const verdict = await this.#act("verify", () => ask("verify_audit"));
    this.work = null;
    // Who stopped it knows.
    if (this.error?.code === STOPPED) this.error = null;
    if (verdict) this.#checked = verdict;
    void this.refresh();
    return verdict;
  }

  /** Stops a running check. */
  async cancelVerify(): Promise<void> {
    try {
      await ask("cancel_verify");
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }

  /** Writes the entries of the period to a file; the other filters do not count. */
  async export(): Promise<ExportView | null> {
    this.exported = null;
    this.exported = await this.#act("export", () =>
      ask("export_audit", { query: this.#ofPeriod() }),
    );
    void this.refresh();
    return this.exported;
  }

  /** Opens the folder the export is in. */
  async showFolder(): Promise<void> {
    try {
      await ask("show_downloads");
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }

  /** Puts a break behind: from here on the chain begins anew, and says so. */
  async beginSection(reason: string): Promise<boolean> {
    const verdict = await this.#act("section", () => ask("begin_audit_section", { reason }));
    if (verdict) this.#checked = verdict;
    await this.look();
    return verdict !== null;
  }

  async #act<T>(name: AuditDoing, deed: () => Promise<T>): Promise<T | null> {
    if (this.doing) return null;
    this.doing = name;
    this.error = null;
    try {
      return await deed();
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return null;
    } finally {
      this.doing = null;
    }
  }

  /** Counts the entries of the period, where the list itself counts others. */
  async #count(): Promise<void> {
    const mine = ++this.#counting;
    try {
      const view = await ask("audit", { query: { ...this.#ofPeriod(), limit: 1 } });
      if (mine === this.#counting) this.inPeriod = view.total;
    } catch {
      // The list says why; the count is shown as not known.
      if (mine === this.#counting) this.inPeriod = null;
    }
  }

  #query(offset: number, limit: number): AuditQuery {
    const { group, stoppedOnly, search } = this;
    return { ...this.#ofPeriod(), group, stoppedOnly, search, offset, limit };
  }

  #ofPeriod(): AuditQuery {
    const { since, until } = periodEnds(this.period, this.#clock.minute);
    return {
      group: null,
      stoppedOnly: false,
      search: "",
      since: since?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      offset: 0,
      limit: 100,
    };
  }
}
