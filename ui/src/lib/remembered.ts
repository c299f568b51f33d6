// Small habits of the window that are no settings of the console, such as
// whether the catalogue is a table. Lost without harm.

/** What was remembered, if it is one of the possible values. */
export function remembered<V extends string>(
  name: string,
  possible: readonly V[],
  otherwise: V,
): V {
  try {
    const kept = window.localStorage.getItem(name);
    return possible.find((value) => value === kept) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Remembers it, where the web view has a place for that. */
export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(name, value);
  } catch {
    // Nothing depends on it.
  }
}
