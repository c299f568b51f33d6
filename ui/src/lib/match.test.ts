import { expect, test } from "vitest";

import { highlighted, matches } from "./match";

test("every word must begin a word of the text", () => {
  expect(matches("Read credit again", "cre re")).toBe(true);
  expect(matches("Read credit again", "edit")).toBe(false);
  expect(matches("shop.optik-reuter", "reu")).toBe(true);
});

test("nothing searched for finds everything", () => {
  expect(matches("Overview", "  ")).toBe(true);
});

test("what was searched for is marked", () => {
  expect(highlighted("Read credit", "re")).toEqual([
    { text: "Re", hit: true },
    { text: "ad credit", hit: false },
  ]);
});

test("signs that mean something elsewhere are plain letters here", () => {
  expect(() => highlighted("a (b) c", "(b")).not.toThrow();
  expect(matches("price (net)", "(net")).toBe(true);
});
