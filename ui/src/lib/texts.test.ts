import { expect, test } from "vitest";

import { keptTexts } from "./texts";

test("a text is made once for its key, and again once too many others were", () => {
  const text = keptTexts();
  let made = 0;
  const make = () => `text ${(made += 1)}`;
  expect(text("a", make)).toBe("text 1");
  expect(text("a", make)).toBe("text 1");
  for (let n = 0; n < 500; n += 1) text(`other ${n}`, () => "");
  expect(text("a", make)).toBe("text 2");
});
