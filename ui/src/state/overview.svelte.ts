// The overview of the active profile, kept for its view and for the counts in the rail.
import { ask } from "~/backend";
import type { OverviewView } from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";

export class Overview {
  readonly reading = new Reading<OverviewView>();

  constructor(notices: Notices) {
    notices.on(["orders", "credit", "catalogue"], () => void this.read());
    notices.on("profiles", () => void this.readAnew());
  }

  get view(): OverviewView | null {
    return this.reading.value;
  }

  /** How many things need a person. */
  get needsYou(): number {
    return this.view?.attention.length ?? 0;
  }

  /** Asks the host; made without network. */
  async read(): Promise<void> {
    await this.reading.read(() => ask("overview"));
  }

  /** The same for another profile: nothing of the one before may stay on the screen. */
  async readAnew(): Promise<void> {
    this.reading.clear();
    await this.read();
  }
}
