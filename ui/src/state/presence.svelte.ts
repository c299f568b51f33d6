// Whether somebody can see the window. The host polls, ends looks at access
// data and begins the digest by it, so it is told of each change.
import { ask } from "~/backend";

export class Presence {
  /** Whether the window can be seen. */
  visible = $state(true);
  /** Whether keys go to it. */
  focused = $state(true);
  #told: string | null = null;

  /** Begins to watch and tells the present state; the result ends it. */
  begin(): () => void {
    const look = () => this.#look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    look();
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }

  #look(): void {
    this.visible = document.visibilityState !== "hidden";
    this.focused = this.visible && document.hasFocus();
    const now = `${this.visible} ${this.focused}`;
    if (now === this.#told) return;
    this.#told = now;
    ask("window_state", { visible: this.visible, focused: this.focused }).catch(() => {
      // Not told: the next change tells it again.
      if (this.#told === now) this.#told = null;
    });
  }
}
