// Order files: the one that is opened, and the order that it holds.
import { ask, asErrorView } from "~/backend";
import type {
  ChangeView,
  ErrorView,
  OrderFileSavedView,
  OrderFileView,
  ReviewView,
} from "~/bindings";

import { Placing } from "./placing.svelte";
import { Reading } from "./reading.svelte";

/** No order file is larger; what is larger is not even read. */
export const MOST_BYTES = 64 * 1024;

/** A file as it was handed to the window. */
export interface OpenedFile {
  name: string;
  text: string;
}

/** The file that is open, whatever profile looks at it. */
export class OrderFiles {
  file = $state.raw<OpenedFile | null>(null);
  /** Why the last file was not even read. */
  refusal = $state.raw<{ name: string; error: ErrorView } | null>(null);

  /** Takes a file that was chosen or dropped. */
  async take(file: File): Promise<void> {
    const refuse = (code: string) => {
      this.file = null;
      this.refusal = { name: file.name, error: refusalOf(code) };
    };
    if (file.size > MOST_BYTES) return refuse("order_file.too_large");
    try {
      const text = await file.text();
      this.refusal = null;
      this.file = { name: file.name, text };
    } catch {
      refuse("order_file.unreadable");
    }
  }

  /** Puts the file away; nothing happens to it on the disk. */
  close(): void {
    this.file = null;
    this.refusal = null;
  }
}

/** The order of a file, under the profile that is active now. */
export class FileOrder extends Placing {
  readonly opening = new Reading<OrderFileView>();
  #text: string;
  #trusted = $state(false);

  constructor(file: OpenedFile) {
    super();
    this.#text = file.text;
  }

  get view(): OrderFileView | null {
    return this.opening.value;
  }

  override get busy(): boolean {
    return this.opening.busy;
  }

  override get changes(): ChangeView[] {
    return this.view?.changes ?? [];
  }

  get what(): string {
    return this.view?.fingerprint ?? "";
  }

  get stale(): boolean {
    return !this.#trusted;
  }

  /** Has the host check the file and the price again: one call. */
  async check(): Promise<ReviewView | null> {
    const view = await this.opening.read(() => ask("open_order_file", { text: this.#text }));
    if (!view) return null;
    this.error = null;
    if (!view.review) {
      this.reading.clear();
      return null;
    }
    this.reading.take(view.review);
    this.#trusted = true;
    if (view.changes.length > 0) this.unseen = true;
    return view.review;
  }

  protected distrust(): void {
    this.#trusted = false;
  }
}

/** Saving a reviewed order as a file. */
export class SavingFile {
  saving = $state(false);
  saved = $state.raw<OrderFileSavedView | null>(null);
  error = $state.raw<ErrorView | null>(null);

  /** Writes the file. Nothing is sent. */
  async save(review: string, validHours: number, senderKey: string): Promise<boolean> {
    if (this.saving) return false;
    this.saving = true;
    this.error = null;
    try {
      this.saved = await ask("save_order_file", { review, validHours, senderKey });
      return true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return false;
    } finally {
      this.saving = false;
    }
  }

  /** Shows the folder where it is. */
  async showFolder(): Promise<void> {
    try {
      await ask("show_downloads");
      this.error = null;
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }
}

function refusalOf(code: string): ErrorView {
  return {
    code,
    facts: {},
    money: "no",
    requestId: null,
    provider: null,
    retryAfterSeconds: null,
  };
}
