import { describe, expect, test } from "vitest";

import { anError } from "../../test/views";

import { WORDS, errorWords } from "./errors";

const now = new Date(2026, 10, 23, 9, 24);

describe("the words of a code", () => {
  test("say what happened, whether money moved, what next", () => {
    const words = errorWords(anError("payment.card_declined", { money: "no" }), now);
    expect(words.what).toBe("Not paid: the bank refused the card.");
    expect(words.money).toBe("No money moved.");
    expect(words.next).toContain("exists for 24 hours");
  });

  test("carry facts, times as clock times", () => {
    const until = new Date(2026, 10, 23, 9, 32).toISOString();
    const words = errorWords(anError("auth.held_back", { facts: { until } }), now);
    expect(words.next).toContain("Wait until 09:32");
  });

  test("stay a sentence where a fact is missing", () => {
    const words = errorWords(anError("auth.held_back"), now);
    expect(words.next).toContain("Wait until a later time");
    expect(words.next).not.toMatch(/[{}]/);
  });

  test("name the time to wait where the provider asked for quiet", () => {
    const words = errorWords(anError("limit.rate_limited", { retryAfterSeconds: 90 }), now);
    expect(words.next).toContain("1 min 30 s");
  });

  test("look like the unknown where money may have moved", () => {
    const words = errorWords(anError("network.answer_timeout", { money: "unknown" }), now);
    expect(words.tone).toBe("unknown");
    expect(words.money).toBe("Whether money moved is not known.");
  });
});

describe("a code nobody wrote words for", () => {
  test("falls back to its family", () => {
    expect(errorWords(anError("keychain.corrupt"), now).what).toBe("The keychain failed.");
  });

  test("without a family is shown as it is", () => {
    expect(errorWords(anError("moon.eclipsed"), now).what).toContain("moon.eclipsed");
  });
});

describe("every code", () => {
  const all = Object.entries(WORDS);

  test("is there", () => {
    expect(all.length).toBeGreaterThan(90);
  });

  test.each(all)("%s keeps to the rules of the words", (_code, words) => {
    const text = `${words.what} ${words.next}`;
    expect(text).not.toMatch(/!|\boops\b|\bsorry\b|successfully|please wait|'/i);
    expect(words.what).toMatch(/[.]$/);
    expect(words.what.length).toBeLessThan(140);
  });

  test.each(all)("%s leaves no bracket open", (code) => {
    const facts = { detail: "x", label: "x" };
    const words = errorWords(anError(code, { facts }), now);
    expect(`${words.what} ${words.next}`).not.toMatch(/[{}]/);
  });
});
