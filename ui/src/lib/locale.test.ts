import { expect, test } from "vitest";

import { FALLBACK, usableLocale } from "./locale";

test("the first usable tag is taken", () => {
  expect(usableLocale(["de-DE", "en-US"])).toBe("de-DE");
});

test("the locale C, which the web view reports on a bare system, is stepped over", () => {
  expect(usableLocale(["C", "de-AT"])).toBe("de-AT");
  expect(usableLocale(["C"])).toBe(FALLBACK);
});

test("nothing at all still gives a tag that works", () => {
  expect(usableLocale([undefined, ""])).toBe(FALLBACK);
  expect(() => new Intl.NumberFormat(usableLocale(["not a tag"]))).not.toThrow();
});
