// Mounts one component with a console around it, as in the window.
import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import type { Component, ComponentProps } from "svelte";

import { Clock } from "~/state/clock.svelte";
import { consoleContext, createConsole, type Console } from "~/state/console";

/** The time of all tests: Monday 23 November 2026, 09:24:00 in the zone of the machine. */
export const NOW = new Date(2026, 10, 23, 9, 24, 0);

/** A console whose clock stands still. */
export function stillConsole(): Console {
  return createConsole(new Clock(() => NOW));
}

/** Any component; what its props are is asked of the component itself. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = Component<any, any, any>;

/** A component whose generic props are not worth spelling out in a test. */
export type Loose = Component<Record<string, unknown>>;

/** Mounts the component; finds are by role and label through what is returned. */
export function show<C extends Any>(
  component: C,
  props: ComponentProps<C>,
  console: Console = stillConsole(),
) {
  const shown = render(component as never, { props, context: consoleContext(console) } as never);
  return { ...shown, console, user: userEvent.setup() };
}
