// One product. Opening it reads it anew, which costs one call; where that fails
// the kept copy is shown with the reason.
import { ask } from "~/backend";
import type { ProductView } from "~/bindings";

import { Reading } from "./reading.svelte";

export class OneProduct {
  readonly id: string;
  readonly reading = new Reading<ProductView>();

  constructor(id: string) {
    this.id = id;
  }

  get view(): ProductView | null {
    return this.reading.value;
  }

  /** Asks the provider: one call. */
  async read(): Promise<void> {
    await this.reading.read(() => ask("product", { id: this.id }));
  }
}
