// Clues, conflicts, the rescue desk and findings in words.
import { describe, expect, test } from "vitest";

import type { CluesView, FindingKind } from "~/bindings";

import { aConflict, aFinding, aRescue, aRescueRow, aService, someClues } from "../../../test/money";
import { aFullOrder } from "../../../test/shop";
import { NOW } from "../../../test/show";
import { anOrder, euros } from "../../../test/views";
import { difference } from "../amounts";
import { apart } from "../bodies";
import { clueLines } from "./clues";
import { conflictWords } from "./conflict";
import { findingWords, noteWords } from "./findings";
import { rescueAnswer, rescueReason, stepWords, unpricedWords } from "./rescue";

const say = { amount: (money: { value: string }) => `<${money.value}>`, now: NOW };

describe("clues", () => {
  const lines = (part: Partial<CluesView>) =>
    clueLines(aFullOrder({ row: anOrder({ now: euros("18.90") }) }), someClues(part), say);
  const credit = (part: Partial<CluesView>) => {
    const found = lines(part).find((line) => line.about === "credit");
    return { title: found?.title, points: found?.points };
  };

  test("of the credit point to a purchase only where the amount fits exactly", () => {
    expect(credit({})).toEqual({ title: "Credit fell by exactly <18.90>", points: "for" });
    expect(credit({ creditChange: euros("-18.91") }).points).toBe("neither");
    expect(credit({ creditChange: euros("0.00") })).toEqual({
      title: "Credit did not change",
      points: "neither",
    });
    expect(credit({ creditChange: euros("5.00") }).title).toBe("Credit rose by <5.00>");
    expect(credit({ creditAfter: null }).title).toBe("Credit was not read since");
  });

  test("of the credit leave out what other orders explain", () => {
    const both = { creditChange: euros("-23.80"), explained: euros("-4.90") };
    expect(credit(both)).toEqual({ title: "Credit fell by <23.80>", points: "for" });
    expect(credit({ creditChange: euros("-18.90"), explained: euros("-18.90") }).points).toBe(
      "neither",
    );
  });

  test("of lists that are older than the order say nothing", () => {
    const old = { servicesReadAt: "2026-11-23T07:00:00Z", invoicesReadAt: null };
    const found = lines(old).filter((line) => line.about !== "credit");
    expect(found.map((line) => [line.title, line.points])).toEqual([
      ["Invoices were not read since", "neither"],
      ["Services were not read since", "neither"],
    ]);
  });

  test("name a service that fits, and only count those of others", () => {
    const other = aService({ id: "1013", name: "other.example", matches: false });
    const found = lines({ services: [aService(), other] });
    expect(found.map((line) => line.title)).toContain("Service app-03.example appeared");
    expect(found.some((line) => line.title.includes("other.example"))).toBe(false);
    const none = lines({ services: [other] }).at(-1);
    expect(none).toMatchObject({ title: "No service that fits", points: "neither" });
    expect(none?.detail).toContain("1 other service appeared");
  });
});

test("two bodies are cut where they differ, and never within a character", () => {
  const [one, other] = apart('{"a":"é1"}', '{"a":"è12"}');
  expect(one).toEqual({ before: '{"a":"', differs: "é1", after: '"}' });
  expect(other).toEqual({ before: '{"a":"', differs: "è12", after: '"}' });
  expect(apart("aa", "aaa")[1]).toEqual({ before: "aa", differs: "a", after: "" });
  expect(apart("same", "same")[0]).toEqual({ before: "same", differs: "", after: "" });
});

test("a 409 that is still running is no refusal, and a mismatch says whose bytes differ", () => {
  expect(conflictWords(aConflict({ kind: "stillRunning" })).meaning).toContain("no refusal");
  expect(conflictWords(aConflict()).meaning).toContain("did not come from this order");
  const differ = conflictWords(aConflict({ same: false, sentBytes: 43, journalBytes: 44 }));
  expect(differ.meaning).toContain("Do not repeat it");
  expect(differ.bodies).toBe("The bodies differ: 43 bytes against 44.");
});

describe("the rescue desk", () => {
  test("counts what waits and says what topping up saves", () => {
    expect(rescueAnswer([aRescueRow(147)])).toBe("One order waits for payment");
    expect(rescueAnswer([aRescueRow(147), aRescueRow(148)])).toBe("Two orders wait for payment");
    const step = (topUp: string, saves: number[]) => {
      const words = stepWords({ topUp: euros(topUp), saves }, say.amount);
      return `${words.first} ${words.orders}`;
    };
    expect(step("18.40", [147, 149, 146])).toBe(
      "Topping up <18.40> saves these three: No. 147, No. 149 and No. 146",
    );
    expect(step("18.40", [147])).toBe("Topping up <18.40> saves this one: No. 147");
    expect(step("0.00", [147])).toBe("The credit already covers this one: No. 147");
    expect(step("9.00", [1, 2, 3, 4, 5, 6, 7, 8])).toContain("saves these 8: No. 1,");
  });

  test("says why nothing can be counted", () => {
    expect(unpricedWords(aRescue())).toBeNull();
    expect(unpricedWords(aRescue({ unpriced: [147] }))).toContain("another currency");
    expect(unpricedWords(aRescue({ unpriced: [147], credit: null }))).toContain("never read");
  });

  test("quotes a reason nobody knows", () => {
    expect(rescueReason("bank_holiday")).toBe("“bank_holiday”");
    expect(rescueReason(null)).toBe("KernelHost gave no reason");
  });
});

describe("a finding", () => {
  const KINDS: FindingKind[] = [
    "orderWithoutService",
    "serviceWithoutOrder",
    "invoiceWithoutService",
    "moneyWithoutCause",
    "unpaidPastItsDay",
  ];

  test.each(KINDS)("of the kind %s says what, based on what, and what to do", (kind) => {
    const words = findingWords(aFinding({ kind, order: 148, money: euros("-18.90") }), say);
    const text = Object.values(words).join(" ");
    expect(words.basis.length).toBeGreaterThan(20);
    expect(words.advice.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/undefined|null|-18/);
  });

  test("keeps a person's note and has words for the host's own", () => {
    expect(noteWords("Bought by Jana")).toBe("Bought by Jana");
    expect(noteWords("adopted")).toBe("was there before this journal");
    expect(noteWords(null)).toBe("no note");
  });
});

test("a difference is exact and never between currencies", () => {
  expect(difference(euros("-23.80"), euros("-4.90"))).toEqual(euros("-18.90"));
  expect(difference(euros("0.10"), euros("0.30"))).toEqual(euros("-0.20"));
  expect(difference(euros("1.00"), { value: "1.00", currency: "USD" })).toBeNull();
});
