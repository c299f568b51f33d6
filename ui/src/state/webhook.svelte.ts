// The webhook of the active profile's key, and the inspector of pasted
// deliveries. The secret of the inspector is handed through and not kept.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, InspectRequest, InspectView, WebhookView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

export class Webhook {
  readonly reading = new Reading<WebhookView>();
  doing = $state<"read" | "set" | "inspect" | null>(null);
  /** Why setting failed. */
  error = $state.raw<ErrorView | null>(null);
  /** What the last inspected delivery is. */
  inspected = $state.raw<InspectView | null>(null);
  /** Why inspecting failed. */
  inspectError = $state.raw<ErrorView | null>(null);

  get view(): WebhookView | null {
    return this.reading.value;
  }

  /** Follows the host while it is shown; the result ends it. */
  follow(notices: Notices): () => void {
    return notices.on("webhook", () => {
      // What is asked already brings the newest view itself.
      if (this.doing !== "set" && this.doing !== "read") void this.open();
    });
  }

  /** Asks what is known; no call. */
  async open(): Promise<void> {
    await this.reading.read(() => ask("webhook"));
  }

  /** Reads it from the provider: one call. */
  async read(): Promise<boolean> {
    if (this.doing) return false;
    this.doing = "read";
    const view = await this.reading.read(() => ask("read_webhook"));
    this.doing = null;
    return view !== null && view.error === null;
  }

  /** Sets the URL, or unsets it. */
  async set(url: string | null): Promise<boolean> {
    if (this.doing) return false;
    this.doing = "set";
    this.error = null;
    try {
      this.reading.take(await ask("set_webhook", { url }));
      return true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return false;
    } finally {
      this.doing = null;
    }
  }

  /** A change is left as it is, which is written into the audit chain. */
  async giveUp(url: string | null): Promise<void> {
    try {
      await ask("cancel_webhook", { url });
    } catch {
      // Nothing was changed; the dialog is gone already.
    }
  }

  /** Drops the last refusal, because something else is asked now. */
  forgive(): void {
    this.error = null;
  }

  /** Checks a pasted delivery. Nothing is sent. */
  async inspect(request: InspectRequest): Promise<InspectView | null> {
    if (this.doing) return null;
    this.doing = "inspect";
    this.inspectError = null;
    this.inspected = null;
    try {
      this.inspected = await ask("inspect_delivery", { request });
    } catch (thrown) {
      this.inspectError = asErrorView(thrown);
    } finally {
      this.doing = null;
    }
    return this.inspected;
  }

  /** Forgets what was inspected. */
  clear(): void {
    this.inspected = null;
    this.inspectError = null;
  }
}
