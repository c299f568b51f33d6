// Settings of native notifications, and what became of a test.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, EventGroup, NotifySettings, NotifyTestView } from "~/bindings";

import { Reading } from "./reading.svelte";

export class Notifying {
  readonly reading = new Reading<NotifySettings>();
  /** Why the last change was not kept, or the test did not run. */
  error = $state.raw<ErrorView | null>(null);
  test = $state.raw<NotifyTestView | null>(null);
  testing = $state(false);

  get view(): NotifySettings | null {
    return this.reading.value;
  }

  async read(): Promise<void> {
    await this.reading.read(() => ask("notify_settings"));
  }

  /** Changes a part at once, then has the host keep it. A refusal takes the change back. */
  async change(part: Partial<NotifySettings>): Promise<boolean> {
    const before = this.view;
    if (!before) return false;
    const wanted = { ...before, ...part };
    this.reading.take(wanted);
    try {
      const kept = await ask("save_notify_settings", { settings: wanted });
      // A later change has not been answered yet; its answer will say more.
      if (this.view === wanted) this.reading.take(kept);
      this.error = null;
      return true;
    } catch (thrown) {
      if (this.view === wanted) this.reading.take(before);
      this.error = asErrorView(thrown);
      return false;
    }
  }

  /** Switches one group. */
  async switchGroup(group: EventGroup, on: boolean): Promise<void> {
    const groups = this.view?.groups ?? [];
    await this.change({
      groups: groups.map((one) => (one.group === group ? { group, on } : one)),
    });
  }

  /** Shows a test notification and keeps what the system said. */
  async tryOne(): Promise<void> {
    if (this.testing) return;
    this.testing = true;
    this.test = null;
    try {
      this.test = await ask("test_notification");
      this.error = null;
    } catch (thrown) {
      this.error = asErrorView(thrown);
    } finally {
      this.testing = false;
    }
  }
}
