// Tells the host that the window shows its first data.
import { ask } from "~/backend";

/** Said once, in the second animation frame after the data. */
export function tellReady(): void {
  ask("window_ready").catch(() => {
    // The host measures with it and shows nothing by it; there is nothing to do.
  });
}
