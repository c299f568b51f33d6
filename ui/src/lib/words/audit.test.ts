import { describe, expect, test } from "vitest";

import { aVerdict, later } from "../../../test/audit";
import { anError } from "../../../test/views";
import type { VerdictView } from "~/bindings";

import {
  actWords,
  breakWords,
  checkWords,
  noRequestWords,
  sizeText,
  targetWords,
  tookText,
  verdictWords,
} from "./audit";
import { periodEnds } from "./audit-periods";
import { fieldWords, reasonText, recordedWords } from "./credentials";

const NOW = new Date(2026, 10, 23, 9, 24);

describe("a verdict", () => {
  test("of a whole chain names entries, span and what was not found", () => {
    const words = verdictWords(aVerdict({ from: "2026-02-03T09:00:00Z", to: later(-180) }), 1, NOW);
    expect(words).toEqual({
      tone: "ok",
      title: "The chain is whole",
      text: "4,812 entries from 3 Feb to 09:21 today. None changed, missing or cut off.",
    });
  });

  test("of one entry is no plural", () => {
    expect(verdictWords(aVerdict({ entries: 1 }), 1, NOW).text).toMatch(/^1 entry from/);
  });

  test("of a break names the entry in every way it can break, and always what to do", () => {
    for (const why of ["altered", "missing", "moved", "cut_off", "foreign", "a_new_one"]) {
      const verdict = aVerdict({ state: "broken", firstBad: 4572, why });
      expect(verdictWords(verdict, 1, NOW).title).toBe("The chain is broken at entry 4,572");
      const words = breakWords(verdict);
      expect(words.found).toContain("4,572");
      expect(words.means).not.toBe("");
      expect(words.next).toContain("begin a new section");
    }
    expect(breakWords(aVerdict({ state: "broken", why: "rolled_back" })).found).toContain(
      "an older journal",
    );
  });

  test("rests on what was compared, and says what was not", () => {
    const states = (part: Partial<VerdictView>, sealed: boolean | null) =>
      checkWords(aVerdict(part), sealed).map((check) => check.state);
    expect(states({}, true)).toEqual(["pass", "pass"]);
    expect(states({}, false)).toEqual(["pass", "warn"]);
    expect(states({}, null)).toEqual(["pass"]);
    expect(states({ state: "broken", why: "altered" }, true)).toEqual(["fail"]);
    expect(states({ state: "broken", why: "cut_off" }, true)).toEqual(["pass", "fail"]);
    expect(states({ state: "partly", notCheckable: 3, afterSeal: 1 }, true)).toEqual([
      "pass",
      "pass",
      "warn",
      "warn",
    ]);
    expect(states({ state: "notChecked" }, true)).toEqual([]);
    expect(states({ state: "noKey" }, true)).toEqual([]);
  });
});

describe("an entry", () => {
  test("has words for its act, and keeps a word it does not know", () => {
    expect(actWords("service.terminate")).toEqual({ word: "Terminate", known: true });
    expect(actWords("future.thing")).toEqual({ word: "future.thing", known: false });
  });

  test("says why it has no request id", () => {
    expect(noRequestWords({ act: "settings.changed", outcome: "done" })).toBe("local");
    expect(noRequestWords({ act: "credentials.revealed", outcome: "done" })).toBe("local");
    expect(noRequestWords({ act: "order.place", outcome: "cancelled" })).toBe("not sent");
    expect(noRequestWords({ act: "order.place", outcome: "begun" })).toBe("not yet");
    expect(noRequestWords({ act: "order.place", outcome: "unknown" })).toBe("none");
  });

  test("that begins a section does not show seals as names", () => {
    const row = {
      act: "chain.begun",
      target: "60 a b",
      targetName: "sealed 60 a b; bad 4572 altered",
    };
    expect(targetWords(row)).toBe("after bad entry 4,572");
    expect(targetWords({ ...row, targetName: null })).toBe("");
    expect(targetWords({ act: "order.place", target: "43", targetName: null })).toBe("43");
  });
});

test("a period begins and ends at midnight of the person's own days", () => {
  const day = (year: number, month: number, date: number) => new Date(year, month, date);
  expect(periodEnds("any", NOW)).toEqual({ since: null, until: null });
  expect(periodEnds("today", NOW).since).toEqual(day(2026, 10, 23));
  expect(periodEnds("days7", NOW).since).toEqual(day(2026, 10, 17));
  expect(periodEnds("quarterBefore", NOW)).toEqual({
    since: day(2026, 6, 1),
    until: day(2026, 9, 1),
  });
  const january = new Date(2026, 0, 5);
  expect(periodEnds("monthBefore", january)).toEqual({
    since: day(2025, 11, 1),
    until: day(2026, 0, 1),
  });
  expect(periodEnds("quarterBefore", january)).toEqual({
    since: day(2025, 9, 1),
    until: day(2026, 0, 1),
  });
});

test("times and sizes of a file are short", () => {
  expect(tookText(12)).toBe("under 0.1 s");
  expect(tookText(412)).toBe("0.4 s");
  expect(sizeText(612)).toBe("612 bytes");
  expect(sizeText(482_113)).toBe("482 kB");
  expect(sizeText(4_821_130)).toBe("4.8 MB");
});

describe("a look", () => {
  test("names known fields and leaves others as they came", () => {
    expect(fieldWords("Username")).toEqual({ word: "User", own: false });
    expect(fieldWords("vnc_password")).toEqual({ word: "vnc_password", own: true });
  });

  test("has one reason of the chosen word and the person's own", () => {
    expect(reasonText("Emergency", "  disk full ")).toBe("Emergency: disk full");
    expect(reasonText(null, "disk full")).toBe("disk full");
  });

  test("that failed says whether KernelHost has it on record, as far as that is known", () => {
    const of = (code: string) => recordedWords(anError(code));
    for (const code of ["limit.minute", "clock.unknown", "audit.not_sealed", "auth.held_back"]) {
      expect(of(code)).toMatch(/^Not recorded/);
    }
    for (const code of ["network.answer_timeout", "provider.failed", "answer.unreadable"]) {
      expect(of(code)).toMatch(/^Probably recorded/);
    }
    for (const code of ["limit.rate_limited", "auth.signature_mismatch", "refused.not_found"]) {
      expect(of(code)).toMatch(/not documented/);
    }
    expect(of("credentials.not_recorded")).toMatch(/^Not recorded/);
    expect(of("credentials.answer_not_recorded")).toMatch(/^Recorded at KernelHost/);
  });
});
