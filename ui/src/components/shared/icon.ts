// The type of a drawn sign, for TypeScript files that name one.
import type { Component } from "svelte";

// Each sign has its own props; only size, stroke and ARIA attributes are used.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type IconSource = Component<any>;
