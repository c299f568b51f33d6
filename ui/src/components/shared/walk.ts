// What a key means on a row of a table.

/** Rows to go, or what is to be done with the row or with all of them. */
export type Walk =
  | { to: "row"; by: number; selecting: boolean }
  | { to: "open" }
  | { to: "select"; range: boolean }
  | { to: "selectAll" };

/** `null` for keys that mean nothing to every table. */
export function walkOf(event: KeyboardEvent, total: number, page: number): Walk | null {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -total,
    End: total,
  };
  const by = event.altKey ? undefined : steps[event.key];
  if (by !== undefined) return { to: "row", by, selecting: event.shiftKey };
  if (event.key === "Enter") return { to: "open" };
  if (event.key === " ") return { to: "select", range: event.shiftKey };
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "a") return { to: "selectAll" };
  return null;
}
