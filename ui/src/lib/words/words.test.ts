// The words for checks, changes, evidence, unpaid orders, cycles and savings.
import { describe, expect, test } from "vitest";

import type { CheckKind, EvidenceView, PriceView } from "~/bindings";

import { aPrice } from "../../../test/shop";
import { euros } from "../../../test/views";
import { readAmount, savedPerYear } from "../amounts";
import { hostnameWrong, quantityWrong } from "../draft";
import { changeWords } from "./changes";
import { checkWords } from "./checks";
import { cycleEvery, cycleName, everyMonths } from "./cycle";
import { evidenceWords, sourceWords } from "./evidence";
import { unpaidWords } from "./unpaid";

const plain = (money: { value: string }) => `<${money.value}>`;

const line = (kind: string, facts: Record<string, string> = {}): EvidenceView => ({
  from: "2026-11-23T08:00:00Z",
  to: "2026-11-23T08:00:00Z",
  kind,
  facts,
  source: "provider",
  requestId: null,
});

describe("evidence", () => {
  test("of every documented kind has words of its own", () => {
    const kinds = [
      "intent_written repeated no_answer not_sent accepted payment_required refused",
      "key_conflict status_read paid provisioned cancelled cancel_due safe_time_over",
      "answer_unreadable reviewed sent_again still_running person_bought person_not_bought",
    ].flatMap((some) => some.split(" "));
    for (const kind of kinds) {
      const words = evidenceWords(line(kind), plain);
      expect(words.title, kind).not.toContain(kind);
      expect(words.detail.includes("undefined"), kind).toBe(false);
    }
  });

  test("of an unknown kind is shown as it came, with its facts", () => {
    const words = evidenceWords(line("moon_phase", { phase: "full" }), plain);
    expect(words).toMatchObject({ title: "“moon_phase”", mono: "phase: full", sign: "other" });
    expect(sourceWords("webhook")).toBe("“webhook”");
  });

  test("names who repeated, and the amount as the person wants it", () => {
    expect(evidenceWords(line("repeated", { by: "start", attempt: "2" }), plain).detail).toBe(
      "Attempt 2. The console did it when it started.",
    );
    expect(evidenceWords(line("repeated", { by: "watch" }), plain).detail).toBe(
      "The console did it by itself while it ran.",
    );
    expect(
      evidenceWords(line("intent_written", { key: "k", amount: "18.90 EUR" }), plain).detail,
    ).toContain("<18.90>");
  });
});

describe("an unpaid order", () => {
  test("has its own words and its own page for each of the four reasons", () => {
    const reasons = [
      "insufficient_credit_and_no_card",
      "card_declined",
      "card_expired",
      "client_not_found",
    ].map(unpaidWords);
    expect(new Set(reasons.map((one) => one.what)).size).toBe(4);
    expect(reasons.map((one) => one.page)).toEqual(["addCredit", "cards", "cards", "home"]);
    for (const one of reasons) expect(one.steps.join(" ")).toMatch(/unpaid invoice/);
  });

  test("of an unknown reason quotes it, and of none says so", () => {
    expect(unpaidWords("bank_holiday").what).toContain("“bank_holiday”");
    expect(unpaidWords(null).what).toBe("KernelHost gives no reason.");
  });
});

describe("a check", () => {
  const check = (kind: CheckKind, state: "pass" | "warn" | "fail", facts = {}) =>
    checkWords({ kind, state, facts }, plain);

  test("that fails says what to change", () => {
    expect(check("keyMayOrder", "fail", { scope: "write:orders" }).fix).toContain("write:orders");
    expect(check("noOpenTwin", "fail", { order_no: "148", state: "unknown" })).toMatchObject({
      value: "No. 148, outcome unknown",
      fix: expect.stringContaining("No. 148"),
    });
    expect(check("options", "fail", { missing: "Operating system" }).fix).toBe(
      "Choose: Operating system.",
    );
  });

  test("of credit names what is missing as an amount", () => {
    expect(check("creditCovers", "warn", { missing: "15.80 EUR" }).value).toBe("<15.80> missing");
    expect(check("creditCovers", "warn").value).toBe("credit or price not read");
  });

  test("of an unknown kind is shown as it is", () => {
    expect(check("moonPhase" as CheckKind, "fail", { phase: "full" })).toMatchObject({
      what: "“moonPhase”",
      value: "phase: full",
    });
  });
});

test("a change is written with both sides", () => {
  expect(
    changeWords({ part: "amountNow", before: "18.90 EUR", after: "22.90 EUR" }, plain),
  ).toEqual({ what: "Now", before: "<18.90>", after: "<22.90>" });
  expect(changeWords({ part: "stock", before: "inStock", after: "outOfStock" }, plain).after).toBe(
    "out of stock",
  );
  expect(changeWords({ part: "option", before: "Debian 12", after: "" }, plain).after).toBe(
    "not offered",
  );
  // A name that looks like an amount is a name.
  expect(changeWords({ part: "name", before: "9.90 EUR", after: "x" }, plain).before).toBe(
    "9.90 EUR",
  );
});

test("a cycle nobody knows is shown as it came", () => {
  expect(cycleName("monthly")).toBe("Monthly");
  expect(cycleName("fortnightly")).toBe("“fortnightly”");
  expect(cycleEvery("fortnightly", null)).toBeNull();
  expect(cycleEvery("onetime", null)).toBeNull();
  expect([1, 3, 12, 24].map(everyMonths)).toEqual([
    "every month",
    "every 3 months",
    "every year",
    "every 2 years",
  ]);
});

describe("what a longer cycle saves", () => {
  const monthly = aPrice("monthly", 1, "18.90");
  const saved = (other: PriceView) => savedPerYear(monthly, other);

  test("is exact to the cent and by the year", () => {
    expect(saved(aPrice("annually", 12, "215.46"))).toEqual(euros("11.34"));
    expect(saved(aPrice("biennially", 24, "400.00"))).toEqual(euros("26.80"));
    expect(saved(aPrice("annually", 12, "226.79"))).toEqual(euros("0.01"));
  });

  test("is not claimed where nothing is saved or nothing can be compared", () => {
    expect(saved(aPrice("quarterly", 3, "56.70"))).toBeNull();
    expect(saved(aPrice("quarterly", 3, "60.00"))).toBeNull();
    expect(saved(aPrice("annually", 12, null))).toBeNull();
    expect(saved(monthly)).toBeNull();
    expect(savedPerYear(undefined, aPrice("annually", 12, "1.00"))).toBeNull();
    const dollars = {
      ...aPrice("annually", 12, "1.00"),
      amount: { value: "1.00", currency: "USD" },
    };
    expect(saved(dollars)).toBeNull();
  });
});

test("an amount among facts is read, and nothing else", () => {
  expect(readAmount("18.90 EUR")).toEqual(euros("18.90"));
  expect(readAmount("18.90")).toEqual({ value: "18.90", currency: null });
  for (const text of ["", "EUR", "18,90 EUR", "18.90 EUROS", "1e3"]) {
    expect(readAmount(text), text).toBeNull();
  }
});

test("a host name has labels of letters, digits and inner hyphens", () => {
  for (const good of ["", "vm1", "vm-1.example.net", " xn--mller-kva.example "]) {
    expect(hostnameWrong(good), good).toBeNull();
  }
  for (const wrong of ["-a", "a-.de", "a..b", "a b", "ü.de", ".de", "de.", "a".repeat(64)]) {
    expect(hostnameWrong(wrong), wrong).not.toBeNull();
  }
  expect(["", "0", "12"].some(quantityWrong)).toBe(false);
  expect(["1.5", "-1", "two", "1234567"].every(quantityWrong)).toBe(true);
});
