// Caps as they are typed, what makes a guard weaker, and bars that never lie.
import { describe, expect, test } from "vitest";

import { aCap, aReview, aTwin } from "../../test/shop";
import { euros, someGuards } from "../../test/views";
import { above, percentOf, sameAmount, typedAmount } from "./amounts";
import { capOf, hoursOf, weakened } from "./guards";
import { capFigures, capTrouble, creditWords, twinWords, weakenedWords } from "./words/guards";
import { fingerprintGroups, refusalWords } from "./words/order-file";
import { anError } from "../../test/views";

const plain = (money: { value: string }) => `<${money.value}>`;

describe("a cap as it is typed", () => {
  test("is an amount with a currency, or nothing", () => {
    expect(capOf("50", "EUR")).toBe("50 EUR");
    expect(capOf(" 50,5 ", "EUR")).toBe("50.5 EUR");
    expect(capOf("120.50 usd", "EUR")).toBe("120.50 USD");
    expect(capOf("  ", "EUR")).toBeNull();
  });

  test("is refused where it is no amount or nobody knows in what", () => {
    for (const text of ["fifty", "-5", "1.234.00", "1e3", "5 EURO"]) {
      expect(capOf(text, "EUR"), text).toBeUndefined();
    }
    expect(capOf("50", null)).toBeUndefined();
  });

  test("is typed to confirm in the form the host wants", () => {
    expect(typedAmount(euros("129"))).toBe("129.00 EUR");
    expect(typedAmount(euros("18.9"))).toBe("18.90 EUR");
  });
});

test("hours are whole and at most thirty days", () => {
  expect([hoursOf("0"), hoursOf(" 24 "), hoursOf("720")]).toEqual([0, 24, 720]);
  for (const text of ["", "721", "-1", "1.5", "day"]) expect(hoursOf(text), text).toBeUndefined();
});

describe("a change of the guards", () => {
  const before = someGuards({ readOnly: true, perDay: euros("250.00") });
  const edit = (part = {}) => ({
    readOnly: true,
    twinHours: 24,
    perOrder: "100.00 EUR",
    perDay: "250.00 EUR",
    perMonth: null,
    ...part,
  });

  test("is no weakening where it protects as much or more", () => {
    expect(weakened(before, edit())).toEqual([]);
    expect(weakened(before, edit({ twinHours: 48, perOrder: "99.99 EUR" }))).toEqual([]);
    expect(weakened(before, edit({ perMonth: "1000.00 EUR" }))).toEqual([]);
  });

  test("names each part that protects less, both sides", () => {
    const found = weakened(
      before,
      edit({ readOnly: false, twinHours: 1, perOrder: "100.01 EUR", perDay: null }),
    );
    expect(found.map((one) => one.part)).toEqual(["readOnly", "twinHours", "perOrder", "perDay"]);
    expect(found.map((one) => weakenedWords(one, plain).join(" "))).toEqual([
      "Orders and actions can be sent again. Read-only is switched off.",
      "The same order is asked about for 1 hour. Until now for 24 hours.",
      "The cap per order becomes <100.01>. Until now <100.00>.",
      "The cap in 24 hours is taken away. Until now <250.00>.",
    ]);
  });

  test("into another currency is asked about, because nothing can be compared", () => {
    expect(weakened(before, edit({ perOrder: "1.00 USD" }))).toHaveLength(1);
  });
});

describe("a cap beside an order", () => {
  test("shows spent, this order and the cap, and by how much it is passed", () => {
    expect(capFigures(aCap(), euros("18.90"), plain)).toBe("<39.80> + <18.90> of <50.00>");
    expect(capTrouble(aCap(), plain)).toBe("<8.70> over your cap in 24 hours");
    expect(capTrouble(aCap({ over: false }), plain)).toBeNull();
  });

  test("in another currency says that it cannot be compared", () => {
    const dollars = aCap({ limit: { value: "50.00", currency: "USD" } });
    expect(capTrouble(dollars, plain)).toContain("The cap is in USD");
  });

  test("has a bar that is never longer than its place and never made up", () => {
    expect(percentOf(euros("39.80"), euros("50.00"))).toBe(79);
    expect(percentOf(euros("80.00"), euros("50.00"))).toBe(100);
    expect(percentOf({ value: "5.00", currency: "USD" }, euros("50.00"))).toBe(0);
    expect(percentOf(euros("5.00"), euros("0.00"))).toBe(0);
    expect(above(euros("50.01"), euros("50.00"))).toEqual(euros("0.01"));
    expect(above(euros("50.00"), euros("50.00"))).toBeNull();
    expect(sameAmount(euros("18.9"), euros("18.90"))).toBe(true);
    expect(sameAmount(euros("18.90"), null)).toBe(false);
  });
});

test("an earlier order says why it is shown, in words of its own for each reason", () => {
  const words = [
    twinWords(aTwin({ why: "open" })),
    twinWords(aTwin({ why: "unpaid" })),
    twinWords(aTwin({ why: "recent" })),
    twinWords(aTwin({ why: "open", blocks: true })),
  ];
  expect(new Set(words.map((one) => one.why)).size).toBe(4);
});

test("the credit is named before the button only where it does not cover the order", () => {
  expect(creditWords(aReview(), plain)).toBeNull();
  const low = aReview({ creditAfter: euros("-15.80"), payment: "cardOrRefused" });
  expect(creditWords(low, plain)).toContain("The credit lacks <15.80>.");
  expect(creditWords(aReview({ payment: "notKnown" }), plain)).toContain("not known");
});

describe("an order file", () => {
  test("has a fingerprint in groups, whether or not it came in groups", () => {
    expect(fingerprintGroups("7KQ2-M4XA-9B3C")).toEqual(["7KQ2", "M4XA", "9B3C"]);
    expect(fingerprintGroups("7kq2m4xa9b")).toEqual(["7kq2", "m4xa", "9b"]);
  });

  test("that is refused has a screen of its own for each code", () => {
    const codes = [
      "unreadable altered expired not_yet newer_version other_account account_unknown",
      "other_place other_key too_large no_longer_fits",
    ].flatMap((some) => some.split(" "));
    const screens = codes.map((code) =>
      refusalWords(anError(`order_file.${code}`, { facts: { sender_key: "kh_live_X" } }), String),
    );
    expect(new Set(screens.map((one) => one?.title)).size).toBe(codes.length);
    for (const one of screens) {
      expect(one?.why).toContain("Nothing was sent");
      expect(one?.steps.length).toBeGreaterThan(0);
    }
    expect(refusalWords(anError("network.connect_failed"), String)).toBeNull();
  });
});
