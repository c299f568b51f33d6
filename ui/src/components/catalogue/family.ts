// The provider's families, by their own names.

/** What stands there where the provider names no family. */
export function familyName(family: string): string {
  return family === "" ? "No family stated" : family;
}
