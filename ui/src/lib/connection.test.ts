// The last successful check, in words that do not need a colour.
import { expect, test } from "vitest";

import { checkWords } from "./connection";

const now = new Date(2026, 10, 23, 9, 24);
const at = (hour: number, minute: number) => new Date(2026, 10, 23, hour, minute).toISOString();

test("a check in time gives its time and the next one", () => {
  const words = checkWords({ at: at(9, 20), next: at(9, 26), lateAt: at(9, 40) }, now);
  expect(words).toEqual({
    short: "09:20",
    full: "Last successful check 09:20. The next is planned for 09:26.",
    late: false,
  });
});

test("a check that is too old says since when, and that things may have changed", () => {
  const words = checkWords({ at: at(6, 20), next: null, lateAt: at(6, 40) }, now);
  expect(words.short).toBe("no check since 06:20");
  expect(words.full).toContain("3 h ago");
  expect(words.full).toContain("may have changed");
  expect(words.late).toBe(true);
});

test("no check at all is said", () => {
  expect(checkWords({ at: null, next: null, lateAt: null }, now).short).toBe("not checked");
});
