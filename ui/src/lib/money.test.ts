import { describe, expect, test } from "vitest";

import {
  compareAmounts,
  countText,
  hiddenText,
  isNegative,
  isZero,
  moneyText,
  negated,
} from "./money";

const euros = (value: string) => ({ value, currency: "EUR" });

describe("an amount", () => {
  test("is written with its currency sign", () => {
    expect(moneyText(euros("1014.60"), "en-GB")).toBe("€1,014.60");
  });

  test("follows the person's number format", () => {
    expect(moneyText(euros("1014.60"), "de-DE").replace(/\u00a0/g, " ")).toBe("1.014,60 €");
  });

  test("keeps every digit of a long decimal", () => {
    expect(moneyText(euros("12345678901234567.89"), "en-GB")).toBe("€12,345,678,901,234,567.89");
    expect(moneyText(euros("0.0125"), "en-GB")).toBe("€0.0125");
  });

  test("has two places at least", () => {
    expect(moneyText(euros("5"), "en-GB")).toBe("€5.00");
    expect(moneyText(euros("5.5"), "en-GB")).toBe("€5.50");
  });

  test("has a real minus sign", () => {
    expect(moneyText(euros("-138.50"), "en-GB")).toBe("−€138.50");
  });

  test("without a currency is a plain number", () => {
    expect(moneyText({ value: "9.90", currency: null }, "en-GB")).toBe("9.90");
  });

  test("with a currency nobody knows shows the word as it came", () => {
    expect(moneyText({ value: "9.90", currency: "CREDITS" }, "en-GB")).toBe("9.90 CREDITS");
  });

  test("that is no decimal is shown as it came", () => {
    expect(moneyText(euros("about ten"), "en-GB")).toBe("about ten EUR");
  });

  test("when hidden tells neither size nor sign", () => {
    expect(hiddenText(euros("7.00"), "en-GB")).toBe("€•••");
    expect(hiddenText(euros("-123456.00"), "en-GB")).toBe("€•••");
  });
});

test("amounts are compared by their decimals", () => {
  expect(compareAmounts(euros("9.90"), euros("10.00"))).toBe(-1);
  expect(compareAmounts(euros("0.1"), euros("0.10"))).toBe(0);
  expect(compareAmounts(euros("90071992547409.93"), euros("90071992547409.92"))).toBe(1);
  expect(compareAmounts(euros("-1.00"), euros("0.00"))).toBe(-1);
});

test("zero is zero in every spelling, and never negative", () => {
  expect(["0", "0.00", "-0.00", "000.0"].map((value) => isZero(euros(value)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(isZero(euros("0.01"))).toBe(false);
  expect(isNegative(euros("-0.00"))).toBe(false);
  expect(isNegative(euros("-0.01"))).toBe(true);
});

test("the other sign of an amount", () => {
  expect(negated(euros("20.90")).value).toBe("-20.90");
  expect(negated(euros("-20.90")).value).toBe("20.90");
});

test("a count has thousands", () => {
  expect(countText(4118, "en-GB")).toBe("4,118");
});
