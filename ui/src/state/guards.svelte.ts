// The guards of the active profile: whether it is read-only, how long the same
// order is asked about, and how much may leave.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, GuardsEdit, GuardsView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

export class Guards {
  readonly reading = new Reading<GuardsView>();
  saving = $state(false);
  /** Why the last change was not kept. */
  error = $state.raw<ErrorView | null>(null);

  constructor(notices: Notices) {
    notices.on(["profiles", "settings", "orders"], () => void this.read());
  }

  get view(): GuardsView | null {
    return this.reading.value;
  }

  /** Whether nothing may be sent from this profile, as far as it is known. */
  readOnly(profile: string | undefined): boolean {
    return this.view?.profileId === profile && this.view?.readOnly === true;
  }

  /** Asks the host; made without a call. */
  async read(): Promise<void> {
    await this.reading.read(() => ask("guards"));
  }

  /** Has the host keep a change; gives whether it did. */
  async save(edit: GuardsEdit): Promise<boolean> {
    if (this.saving) return false;
    this.saving = true;
    this.error = null;
    try {
      this.reading.take(await ask("save_guards", { edit }));
      return true;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return false;
    } finally {
      this.saving = false;
    }
  }
}
