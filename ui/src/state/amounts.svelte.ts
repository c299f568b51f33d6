// Amounts as the person wants them: written out, or hidden all at once.
import { hiddenText, moneyText } from "~/lib/money";
import type { Money } from "~/bindings";

import type { Settings } from "./settings.svelte";

export class Amounts {
  #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get hidden(): boolean {
    return this.#settings.view.hideAmounts;
  }

  /** The amount, or its place holder while amounts are hidden. */
  text(money: Money): string {
    return this.hidden ? hiddenText(money) : moneyText(money);
  }

  /** The amount whatever the setting: only for a button that spends it, which never hides its price. */
  price(money: Money): string {
    return moneyText(money);
  }

  async toggle(): Promise<void> {
    await this.#settings.change({ hideAmounts: !this.hidden });
  }
}
