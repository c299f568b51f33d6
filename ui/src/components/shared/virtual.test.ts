import { describe, expect, test } from "vitest";

import { Slots, tracksOf, windowOf } from "./virtual";

describe("the window of a long table", () => {
  test("has at most 60 rows, whatever the length and the height", () => {
    for (const total of [1, 30, 100, 100_000, 1_000_000]) {
      for (const [room, row] of [
        [480, 36],
        [560, 24],
        [1200, 24],
      ] as const) {
        for (const top of [0, 777, total * row]) {
          const { first, count } = windowOf(total, top, room, row);
          expect(count).toBeLessThanOrEqual(60);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(first + count).toBeLessThanOrEqual(total);
        }
      }
    }
  });

  test("covers what is seen, at every pixel", () => {
    for (let top = 0; top < 28 * 900; top += 13) {
      const { first, count } = windowOf(1000, top, 560, 28);
      expect(first * 28).toBeLessThanOrEqual(top);
      expect(Math.min(28_000, top + 560)).toBeLessThanOrEqual((first + count) * 28);
    }
  });
});

describe("elements of rows", () => {
  const COUNT = 30;
  const elements = (slots: Slots, first: number) =>
    Array.from({ length: COUNT }, (_, n) => slots.of(first + n));

  test("stay with their rows as the window goes on, in both directions", () => {
    const slots = new Slots();
    let [first, before] = [0, new Map<number, number>()];
    slots.move(first, COUNT, true);
    for (const by of [2, 4, 2, -6, 28, -2, 0, 12]) {
      before = new Map(elements(slots, first).map((element, n) => [first + n, element]));
      first += by;
      slots.move(first, COUNT, by !== 4);
      const after = elements(slots, first);
      expect(new Set(after).size).toBe(COUNT);
      after.forEach((element, n) => {
        const was = before.get(first + n);
        if (was !== undefined) expect(element).toBe(was);
      });
    }
  });

  test("stay where they are after a jump, so that none is moved", () => {
    const slots = new Slots();
    slots.move(7, COUNT, true);
    slots.move(11, COUNT, true);
    const before = elements(slots, 11);
    slots.move(70_000, COUNT, true);
    expect(elements(slots, 70_000)).toEqual(before);
    expect(slots.origin).toBe(70_000);
    slots.move(70_004, COUNT, true);
    expect(slots.origin).toBe(70_000);
  });

  test("keep their place in the document while it scrolls, and stand in order after", () => {
    const slots = new Slots();
    slots.move(10, 4, true);
    expect(slots.move(12, 4, false)).toEqual([14, 15, 12, 13]);
    expect(slots.move(14, 4, false)).toEqual([14, 15, 16, 17]);
    expect(slots.move(13, 4, false)).toEqual([14, 15, 16, 13]);
    const before = [13, 14, 15, 16].map((row) => slots.of(row));
    expect(slots.move(13, 4, true)).toEqual([13, 14, 15, 16]);
    expect([13, 14, 15, 16].map((row) => slots.of(row))).toEqual(before);
  });

  test("stay with their rows as the window grows and shrinks", () => {
    const slots = new Slots();
    slots.move(70, COUNT, true);
    slots.move(74, COUNT, true);
    const before = elements(slots, 74);
    slots.move(75, COUNT - 1, true);
    expect(elements(slots, 75).slice(0, COUNT - 1)).toEqual(before.slice(1));
    slots.move(74, COUNT + 2, true);
    const after = Array.from({ length: COUNT + 2 }, (_, n) => slots.of(74 + n));
    expect(after.slice(1, COUNT)).toEqual(before.slice(1));
    expect(new Set(after).size).toBe(COUNT + 2);
  });
});

test("the first and the last column reach the edges of the page", () => {
  const columns = [
    { key: "a", label: "A", px: 80 },
    { key: "b", label: "B" },
    { key: "c", label: "C", px: 90 },
  ];
  const [a, c] = ["calc(80px + var(--edge))", "calc(90px + var(--edge))"];
  expect(tracksOf(columns, false)).toBe(`${a} minmax(0, 1fr) ${c}`);
  expect(tracksOf(columns, true)).toBe(`calc(28px + var(--edge)) 80px minmax(0, 1fr) ${c}`);
});
