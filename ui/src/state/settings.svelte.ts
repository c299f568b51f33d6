// Settings of the console and what they do to the window: attributes of the
// root element, which the tokens read.
import { ask, asErrorView } from "~/backend";
import type { ErrorView, SettingsView } from "~/bindings";
import { remember, remembered } from "~/lib/remembered";

const THEME = "theme";
const CONTRAST = "contrast";

/** What the window looks like before the host has answered: as it did last, so that it does not flash. */
const UNKNOWN = (): SettingsView => ({
  theme: remembered(THEME, ["light", "dark", "system"], "system"),
  contrast: remembered(CONTRAST, ["high", "system"], "system"),
  motion: "system",
  density: "normal",
  zoom: 100,
  hideAmounts: false,
});

const ZOOM_STEPS = [80, 90, 100, 110, 125, 150, 175, 200];

export class Settings {
  view = $state.raw<SettingsView>(UNKNOWN());
  /** Why the last change was not kept. */
  error = $state.raw<ErrorView | null>(null);
  /** Counts the person's changes, so that an older answer of the host cannot undo one. */
  revision = 0;
  #dark = new SystemWish("(prefers-color-scheme: dark)");
  #contrast = new SystemWish("(prefers-contrast: more)");
  #still = new SystemWish("(prefers-reduced-motion: reduce)");

  readonly dark: boolean = $derived(
    this.view.theme === "dark" || (this.view.theme === "system" && this.#dark.is),
  );
  readonly highContrast: boolean = $derived(this.view.contrast === "high" || this.#contrast.is);
  readonly still: boolean = $derived(this.view.motion === "reduced" || this.#still.is);

  /** Takes what the host has. */
  take(view: SettingsView): void {
    this.view = view;
    this.error = null;
    remember(THEME, view.theme);
    remember(CONTRAST, view.contrast);
  }

  /** Changes a part at once, then has the host keep it. A refusal takes the change back. */
  async change(part: Partial<SettingsView>): Promise<void> {
    const before = this.view;
    const wanted = { ...before, ...part };
    this.revision += 1;
    this.view = wanted;
    try {
      const kept = await ask("save_settings", { settings: wanted });
      // A later change has not been answered yet; its answer will say more.
      if (this.view === wanted) this.take(kept);
    } catch (thrown) {
      if (this.view === wanted) this.view = before;
      this.error = asErrorView(thrown);
    }
  }

  /** One step larger (1) or smaller (-1), or back to 100 % (0). */
  async zoom(step: 1 | 0 | -1): Promise<void> {
    const zoom = step === 0 ? 100 : nextZoom(this.view.zoom, step);
    if (zoom !== this.view.zoom) await this.change({ zoom });
  }

  /** Writes theme, contrast, motion and density to the root element. Run in an effect. */
  applyTo(root: HTMLElement): void {
    root.dataset.theme = this.dark ? "dark" : "light";
    root.dataset.contrast = this.highContrast ? "high" : "normal";
    root.dataset.motion = this.still ? "reduced" : "full";
    root.dataset.density = this.view.density;
  }
}

/** The next step of the zoom, staying at either end. */
export function nextZoom(zoom: number, step: 1 | -1): number {
  const next =
    step > 0
      ? ZOOM_STEPS.find((one) => one > zoom)
      : [...ZOOM_STEPS].reverse().find((one) => one < zoom);
  return next ?? zoom;
}

/** A wish of the system, followed while the window is open. */
class SystemWish {
  is = $state(false);

  constructor(query: string) {
    const list = window.matchMedia?.(query);
    if (!list) return;
    this.is = list.matches;
    list.addEventListener?.("change", (event) => {
      this.is = event.matches;
    });
  }
}
