// Reads the token file and computes the contrast of every pair the face
// depends on (WCAG 2.2: text 4.5, parts of controls 3), in all four blocks.
import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { contrast, readTokens, type Tokens } from "./contrast";

const css = readFileSync("src/styles/tokens.css", "utf8");

const HUES = { petrol: 205, steel: 255, plum: 345, moss: 130, copper: 50, olive: 112 };

/** Foreground, background, least contrast. */
const TEXT: [string, string][] = [
  ["text", "bg"],
  ["text", "bg-frame"],
  ["text", "bg-raised"],
  ["text", "bg-selected"],
  ["text", "bg-hover"],
  ["text-2", "bg"],
  ["text-2", "bg-frame"],
  ["text-2", "bg-sunken"],
  ["text-2", "warn-tint"],
  ["text-2", "danger-tint"],
  ["text-2", "unknown-tint"],
  ["text-3", "bg"],
  ["text-3", "bg-frame"],
  ["text-3", "bg-raised"],
  ["text-3", "bg-hover"],
  ["text-3", "bg-selected"],
  ["text-3", "bg-sunken"],
  ["accent", "bg"],
  ["accent", "bg-selected"],
  ["accent", "bg-raised"],
  ["on-fill", "fill"],
  ["on-fill", "fill-hover"],
  ["ok", "bg"],
  ["ok", "bg-selected"],
  ["warn", "bg"],
  ["warn", "warn-tint"],
  ["warn", "bg-selected"],
  ["danger", "bg"],
  ["danger", "danger-tint"],
  ["danger", "bg-raised"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["unknown", "bg"],
  ["unknown", "unknown-tint"],
  ["sim-ink", "sim"],
  ["sim-ink", "sim-2"],
];
const PARTS: [string, string][] = [
  ["line-control", "bg"],
  ["line-control", "bg-raised"],
  ["fill", "bg"],
  ["focus", "bg"],
  ["focus", "bg-frame"],
  ["focus", "bg-selected"],
  ["focus", "bg-raised"],
];

const BLOCKS = {
  light: [":root"],
  dark: [":root", ':root[data-theme="dark"]'],
  "light, high contrast": [":root", ':root[data-contrast="high"]'],
  "dark, high contrast": [
    ":root",
    ':root[data-theme="dark"]',
    ':root[data-contrast="high"]',
    ':root[data-theme="dark"][data-contrast="high"]',
  ],
};

describe.each(Object.entries(BLOCKS))("%s", (_name, selectors) => {
  const byHue: Tokens[] = Object.values(HUES).map((hue) => readTokens(css, selectors, hue));
  /** The least contrast over all accents. */
  const least = (front: string, back: string) =>
    Math.min(...byHue.map((tokens) => contrast(tokens, front, back)));

  test.each(TEXT)("%s can be read on %s", (front, back) => {
    expect(least(front, back)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(PARTS)("%s can be seen on %s", (front, back) => {
    expect(least(front, back)).toBeGreaterThanOrEqual(3);
  });
});

test("the contrast itself is computed right", () => {
  const tokens = readTokens(":root { --a: oklch(1 0 0); --b: oklch(0 0 0); }", [":root"], 205);
  expect(contrast(tokens, "a", "b")).toBeCloseTo(21, 5);
});

test("text on the content is as strong as the face says", () => {
  const light = readTokens(css, BLOCKS.light, 205);
  const dark = readTokens(css, BLOCKS.dark, 205);
  expect(contrast(light, "text", "bg")).toBeCloseTo(16.4, 1);
  expect(contrast(dark, "text", "bg")).toBeCloseTo(14.5, 1);
  expect(contrast(light, "text-3", "bg-selected")).toBeCloseTo(5.0, 1);
});

test("every block names every token", () => {
  const names = (block: string[]) => Object.keys(readTokens(css, block, 205)).sort();
  const all = names(BLOCKS.light);
  expect(all.length).toBe(32);
  for (const selectors of Object.values(BLOCKS)) {
    expect(names(selectors.slice(-1))).toEqual(all);
  }
});
