// What the journal, the services, the invoices and the credit say about one
// another: findings, and what a person says to them.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, ReconciliationView, WorkView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

/** What a person can ask for. */
type Deed = "reconcile" | "settle" | "reopen";

export class Reconciliation {
  readonly reading = new Reading<ReconciliationView>();
  doing = $state<Deed | null>(null);
  /** How far the reading of the lists has come. */
  work = $state.raw<WorkView | null>(null);
  /** Why the last act failed. */
  error = $state.raw<ErrorView | null>(null);
  #open = false;

  constructor(notices: Notices) {
    notices.on("reconciliation", ({ work }) => {
      if (work) this.work = work;
      if (this.#open) void this.read();
    });
    notices.on("profiles", () => {
      this.reading.clear();
      this.work = null;
    });
  }

  get view(): ReconciliationView | null {
    return this.reading.value;
  }

  /** Whether the lists are being read for it now. */
  readonly running: boolean = $derived(this.doing === "reconcile" || (this.view?.running ?? false));

  /** Somebody looks; made without a call. */
  async open(): Promise<void> {
    this.#open = true;
    this.error = null;
    await this.read();
  }

  /** Nobody looks any more. */
  leave(): void {
    this.#open = false;
  }

  async read(): Promise<void> {
    // An act's own answer is newer than what is read beside it.
    if (this.doing === "settle" || this.doing === "reopen") return;
    await this.reading.read(() => ask("reconciliation"));
  }

  /** Reads services, invoices and credit, then compares: calls, no money. */
  async reconcile(): Promise<boolean> {
    return this.#act("reconcile", () => ask("reconcile"));
  }

  /** Puts a finding away, with the reason in the person's words: no call. */
  async settle(id: string, note: string): Promise<boolean> {
    return this.#act("settle", () => ask("settle_finding", { id, note }));
  }

  /** Takes a finding up again: no call. */
  async reopen(id: string): Promise<boolean> {
    return this.#act("reopen", () => ask("reopen_finding", { id }));
  }

  async #act(name: Deed, deed: () => Promise<ReconciliationView>): Promise<boolean> {
    if (this.doing) return false;
    this.doing = name;
    this.work = null;
    this.error = null;
    let done = false;
    try {
      this.reading.take(await deed());
      done = true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
    this.doing = null;
    return done;
  }
}
