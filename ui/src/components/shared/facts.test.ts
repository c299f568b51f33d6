import { createRawSnippet } from "svelte";
import { describe, expect, test, vi } from "vitest";

import { NOW, show } from "../../../test/show";
import { aStart, anError, euros } from "../../../test/views";
import { Clock } from "~/state/clock.svelte";
import { createConsole } from "~/state/console";

import Age from "./Age.svelte";
import Countdown from "./Countdown.svelte";
import ErrorPanel from "./ErrorPanel.svelte";
import GuardList from "./GuardList.svelte";
import Mark from "./Mark.svelte";
import Money from "./Money.svelte";
import Notice from "./Notice.svelte";

const before = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();
const after = (minutes: number) => before(-minutes);

describe("an amount on the screen", () => {
  test("is written out, and hidden with all others", async () => {
    const { container, console, findByText } = show(Money, { of: euros("132.40") });
    expect(container.textContent).toContain("132.40");
    console.settings.take({ ...aStart().settings, hideAmounts: true });
    await findByText("amount hidden");
    expect(container.textContent).not.toContain("132");
  });

  test("that is not known says so in words", () => {
    const { getByText } = show(Money, { of: null, none: "not offered" });
    expect(getByText("not offered")).toBeTruthy();
  });
});

describe("an age", () => {
  test("is the time of the reading", () => {
    const { container } = show(Age, { at: before(4) });
    expect(container.textContent?.trim()).toBe("as of 09:20");
  });

  test("that is too old warns and says how old", () => {
    const { container } = show(Age, { at: before(180), staleAfter: 3600 });
    expect(container.textContent?.replace(/\s+/g, " ")).toContain("as of 06:24, 3 h old");
  });

  test("of what was never read says that", () => {
    const { getByText } = show(Age, { at: null });
    expect(getByText("never read")).toBeTruthy();
  });
});

describe("a countdown", () => {
  test("has the end as clock time", () => {
    const { getByRole } = show(Countdown, {
      until: after(618),
      label: "Time to pay No. 147",
      endWord: "cancelled at",
    });
    const timer = getByRole("timer", { name: "Time to pay No. 147" });
    expect(timer.textContent?.replace(/\s+/g, " ").trim()).toBe("10 h 18 min cancelled at 19:42");
  });

  test("is heard at a quarter of an hour, not each second", async () => {
    vi.useFakeTimers();
    try {
      let now = NOW.getTime();
      const console = createConsole(new Clock(() => new Date(now)));
      const said = vi.spyOn(console.announcer, "say");
      show(Countdown, { until: after(15.05), label: "Safe repeating" }, console);
      for (let second = 0; second < 10; second += 1) {
        now += 1000;
        await vi.advanceTimersByTimeAsync(1000);
      }
      expect(said.mock.calls).toEqual([["Safe repeating: 15 min left"]]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("an error", () => {
  const error = anError("auth.signature_mismatch", {
    money: "no",
    requestId: "01KAT6Y4HV",
    provider: {
      status: 401,
      title: "Unauthorized",
      detail: "The signature does not match.",
      reason: "signature_mismatch",
      fields: [{ field: "hostname", message: "is too long" }],
    },
  });

  test("says what happened, whether money moved, what next, and the provider's own words", () => {
    const { getByRole } = show(ErrorPanel, { error });
    const text = getByRole("alert").textContent?.replace(/\s+/g, " ") ?? "";
    const parts = [
      "the secret is not the one of this key",
      "No money moved.",
      "Enter the secret again.",
      "The signature does not match.",
      "hostname",
      "01KAT6Y4HV",
      "auth.signature_mismatch",
    ].map((part) => text.indexOf(part));
    expect(parts.every((at) => at >= 0)).toBe(true);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  });

  test("has its request id copied by a button", async () => {
    const { getByRole, user, console } = show(ErrorPanel, { error });
    await user.click(getByRole("button", { name: "Copy request id" }));
    expect(await navigator.clipboard.readText()).toBe("01KAT6Y4HV");
    expect(console.announcer.polite).toContain("Copied request id");
  });

  test("without words of its own shows its code", () => {
    const { getByRole } = show(ErrorPanel, { error: anError("moon.eclipsed") });
    expect(getByRole("alert").textContent).toContain("moon.eclipsed");
  });

  test("that was there before is not called out", () => {
    const { queryByRole } = show(ErrorPanel, { error, live: false });
    expect(queryByRole("alert")).toBeNull();
  });
});

test("what was checked is heard with its result", () => {
  const { getAllByRole } = show(GuardList, {
    label: "Checked before sending",
    guards: [
      { state: "pass", what: "Key may order", value: "write:orders" },
      { state: "fail", what: "Required options", value: "1 missing" },
    ],
  });
  const lines = getAllByRole("listitem").map((line) =>
    line.textContent?.replace(/\s+/g, " ").trim(),
  );
  expect(lines).toEqual([
    "good: Key may order write:orders",
    "stops this: Required options 1 missing",
  ]);
});

test("a state is a word, and the provider's own word is in quotes", () => {
  const { getByText } = show(Mark, { shape: "unknown", word: "fraud_review", quoted: true });
  expect(getByText("“fraud_review”")).toBeTruthy();
});

test("a note that appears after an act is said at once", () => {
  const children = createRawSnippet(() => ({ render: () => "<span>Nothing was sent.</span>" }));
  const { getByRole } = show(Notice, { title: "Held back.", live: true, children });
  expect(getByRole("alert").textContent).toContain("Nothing was sent.");
});
