// The language tag figures are written by.

/** Words of the window are English, so a tag that cannot be used falls back to this. */
export const FALLBACK = "en-GB";

/**
 * The first usable tag of `wanted`. Where the system's locale is `C`, the web
 * view names the language "C", which `Intl` refuses with an exception.
 */
export function usableLocale(wanted: readonly (string | undefined)[]): string {
  for (const tag of wanted) {
    if (tag && isUsable(tag)) return tag;
  }
  return FALLBACK;
}

function isUsable(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** The tag of this window. */
export const LOCALE = usableLocale([...(navigator.languages ?? []), navigator.language]);
