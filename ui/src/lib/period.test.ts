// Stretches of the calendar, as a person in any month means them.
import { expect, test } from "vitest";

import { isDay, periodChoices, periodOf, periodWords } from "./period";

const none = { from: null, to: null };
const november = new Date(2026, 10, 23);
const february = new Date(2024, 1, 29);

test("a month, a quarter and a year are whole", () => {
  expect(periodOf("month", february, none)).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(periodOf("quarter", november, none)).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  expect(periodOf("year", november, none)).toEqual({ from: "2026-01-01", to: "2026-12-31" });
});

test("the quarter before the first is the last of the year before, and is called so", () => {
  expect(periodOf("lastQuarter", february, none)).toEqual({ from: "2023-10-01", to: "2023-12-31" });
  expect(periodChoices(february).map((one) => one.label)).toContain("Q4 2023");
  expect(periodChoices(november).map((one) => one.label)).toContain("Q3 2026");
});

test("days that do not exist are no days", () => {
  expect(isDay("2026-02-29")).toBe(false);
  expect(isDay("2026-2-1")).toBe(false);
  expect(isDay("2024-02-29")).toBe(true);
});

test("a period is said with its year where it is not this one", () => {
  expect(periodWords({ from: "2026-07-01", to: "2026-09-30" }, november)).toBe(
    "1 July to 30 September",
  );
  expect(periodWords({ from: "2025-12-01", to: null }, november)).toBe("from 1 December 2025");
});
