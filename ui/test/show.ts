// Mounts one component with a console around it, as in the window.
import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import type { Component } from "svelte";

import { Clock } from "~/state/clock.svelte";
import { consoleContext, createConsole, type Console } from "~/state/console";

/** The time of all tests: Monday 23 November 2026, 09:24:00 in the zone of the machine. */
export const NOW = new Date(2026, 10, 23, 9, 24, 0);

/** A console whose clock stands still. */
export function stillConsole(): Console {
  return createConsole(new Clock(() => NOW));
}

/** Mounts the component; finds are by role and label through what is returned. */
export function show<P extends Record<string, unknown>>(
  component: Component<P>,
  props: P,
  console: Console = stillConsole(),
) {
  const shown = render(component, { props, context: consoleContext(console) } as never);
  return { ...shown, console, user: userEvent.setup() };
}
