import { describe, expect, test } from "vitest";

import { aServiceRow, anAct } from "../../../test/services";
import { euros } from "../../../test/views";
import type { TimelineView } from "~/bindings";

import { moneyText } from "../money";

import { KIND_WORDS, priceLine, reasonText, reasonWords } from "./actions";
import { consequences, gentler } from "./actions-danger";
import {
  cycleSuffix,
  daysText,
  hostPart,
  hostParts,
  shortName,
  stateWords,
  statedText,
} from "./services";
import { timelineWords } from "./services-timeline";

const NOW = new Date(2026, 10, 23, 9, 24);
const amount = (money: Parameters<typeof moneyText>[0]) => moneyText(money, "en-GB");

describe("how a service stands", () => {
  test("is an action of ours first, then whether it is seen, then its state", () => {
    const row = aServiceRow({
      acting: "stop",
      unknown: true,
      missingSince: "2026-11-01T00:00:00Z",
    });
    expect(stateWords(row).word).toBe("Stop unknown");
    expect(stateWords({ ...row, unknown: false }).word).toBe("Not visible");
    expect(stateWords({ ...row, unknown: false, missingSince: null }).word).toBe("Stopping");
    expect(stateWords(aServiceRow()).word).toBe("Running");
  });

  test("is the provider's own word, in quotes, where ours does not exist", () => {
    const words = stateWords(aServiceRow({ condition: "unknown", statusRaw: "frozen" }));
    expect(words).toEqual({ shape: "unknown", word: "frozen", quoted: true });
    expect(stateWords(aServiceRow({ condition: "unknown", statusRaw: null })).quoted).toBe(false);
  });
});

describe("names", () => {
  test("of hosts are cut at the domain's end, others are not", () => {
    expect(hostParts("web-07.bakery.example")).toEqual(["web-07.bakery", ".example"]);
    expect(hostParts("Ms. Holm's shop")).toEqual(["Ms. Holm's shop", ""]);
    expect(hostPart("web-07.bakery.example")).toBe("web-07");
  });

  test("of any length are short in a heading, by letters and not by bytes", () => {
    expect(shortName("x".repeat(10_000))).toHaveLength(48);
    expect(shortName("🦊".repeat(60), 4)).toBe("🦊🦊🦊…");
  });
});

describe("what is stated", () => {
  test("as a day, a moment, or neither", () => {
    expect(statedText({ raw: "2026-12-14", at: null, day: "2026-12-14" }, NOW)).toBe("14 Dec");
    expect(statedText({ raw: "x", at: null, day: "2026-11-26" }, NOW, true)).toBe("Thu 26 Nov");
    expect(statedText({ raw: "soonish", at: null, day: null }, NOW)).toBe("“soonish”");
  });

  test("is near in words", () => {
    expect([0, 1, 3, -1, -4].map(daysText)).toEqual([
      "today",
      "tomorrow",
      "in 3 days",
      "yesterday",
      "4 days ago",
    ]);
    expect(cycleSuffix("monthly")).toBe("mo");
    expect(cycleSuffix("fortnightly")).toBe("fortnightly");
  });
});

describe("the price of an act", () => {
  test("names money, data, calls and entries", () => {
    expect(priceLine("stop", anAct("stop").price, amount)).toBe(
      "out of reach until it is started · goes on costing €9.90 · 1 call · 2 entries in the audit chain",
    );
  });

  test("says not documented where that is so", () => {
    const [line] = consequences(
      "suspend",
      [{ kind: "billingNotDocumented", amount: euros("9.90"), count: null }],
      { ip: null, due: null, amount },
    );
    expect(line?.what).toBe("It may go on costing €9.90.");
    expect(line?.meaning).toContain("not documented");
  });

  test("of an end names what goes back and promises no refund", () => {
    const lines = consequences("terminate", anAct("terminate").price, {
      ip: "203.0.113.47",
      due: "14 Dec",
      amount,
    });
    expect(lines.map((line) => line.what)).toEqual([
      "Treat the disk as erased.",
      "203.0.113.47 goes back to KernelHost.",
      "No more renewals.",
    ]);
    expect(lines[2]?.meaning).toContain("refund for the days to 14 Dec is not documented");
  });

  test("has gentler ways only where they are possible", () => {
    const acts = [anAct("stop", { allowed: false }), anAct("suspend")];
    expect(gentler("terminate", acts, amount).map((way) => way.kind)).toEqual(["suspend"]);
    expect(gentler("stop", acts, amount)).toEqual([]);
  });

  test("has a reason in words, and one that is not known as it came", () => {
    expect(reasonText(anAct("start", { reason: "already_running" }))).toBe("It is running.");
    expect(reasonWords("moon_full")).toBe("“moon_full”");
    expect(Object.values(KIND_WORDS).every((words) => words.safe !== "")).toBe(true);
  });
});

describe("the timeline of a service", () => {
  const line = (kind: string, facts: Record<string, string>): TimelineView => ({
    from: "2026-11-23T08:00:00Z",
    to: "2026-11-23T08:00:00Z",
    kind,
    facts,
    source: "provider",
    requestId: null,
  });
  const hidden = () => "€•••";

  test("names the action its evidence is of", () => {
    expect(
      timelineWords(line("accepted", { action: "reboot", status: "queued" }), amount).title,
    ).toBe("Reboot accepted");
    expect(timelineWords(line("seen_done", { action: "stop" }), amount)).toMatchObject({
      title: "Stop seen to be done",
      sign: "seen",
    });
  });

  test("names the order its evidence is of", () => {
    expect(timelineWords(line("paid", { order_no: "148" }), amount)).toMatchObject({
      title: "Paid",
      detail: "order No. 148",
    });
  });

  test("hides amounts with all others", () => {
    const words = timelineWords(
      line("service_changed", { fact: "price", old: "9.90 EUR", new: "10.90 EUR" }),
      hidden,
    );
    expect(words.title).toBe("Price changed");
    expect(words.detail).toBe("€••• → €•••");
  });

  test("tells a look at access data with its reason", () => {
    const words = timelineWords(
      line("credentials.read", { outcome: "refused", reason: "password reset" }),
      amount,
    );
    expect(words.sign).toBe("access");
    expect(words.detail).toBe("refused · password reset");
  });

  test("never calls a missing service deleted", () => {
    const words = timelineWords(line("service_missing", {}), amount);
    expect(`${words.title} ${words.detail}`).not.toMatch(/delete/i);
  });
});
