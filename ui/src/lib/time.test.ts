import { describe, expect, test } from "vitest";

import {
  ageText,
  briefSpanText,
  countdownText,
  durationText,
  endText,
  fullText,
  parseTime,
  spanText,
  whenText,
} from "./time";

/** A Monday. */
const now = new Date(2026, 10, 23, 9, 24, 7);
const at = (day: number, hours: number, minutes: number, seconds = 0) =>
  new Date(2026, 10, day, hours, minutes, seconds);

describe("when something was", () => {
  test("today is only a clock time", () => {
    expect(whenText(at(23, 9, 20), now)).toBe("09:20");
    expect(whenText(at(23, 0, 5), now)).toBe("00:05");
  });

  test("yesterday, this week and before", () => {
    expect(whenText(at(22, 19, 42), now)).toBe("yesterday 19:42");
    expect(whenText(at(20, 17, 12), now)).toBe("Fri 17:12");
    expect(whenText(at(12, 17, 12), now)).toBe("12 Nov 17:12");
    expect(whenText(new Date(2025, 1, 26, 8, 0), now)).toBe("26 Feb 2025 08:00");
  });
});

describe("when something ends", () => {
  test("today is a clock time, another day is named", () => {
    expect(endText(at(23, 19, 42), now)).toBe("19:42");
    expect(endText(at(24, 8, 21), now)).toBe("Tue 24 Nov, 08:21");
  });

  test("in short leaves the date out while the weekday is enough", () => {
    expect(endText(at(24, 8, 21), now, true)).toBe("Tue 08:21");
    expect(endText(at(23, 19, 42), now, true)).toBe("19:42");
    expect(endText(at(30, 8, 21), now, true)).toBe("Mon 30 Nov, 08:21");
  });
});

describe("a span", () => {
  test("has both ends", () => {
    expect(spanText(at(23, 8, 51, 13), at(23, 8, 56, 2), now)).toBe("08:51–08:56");
  });

  test("over midnight names both days", () => {
    expect(spanText(at(22, 20, 5), at(23, 8, 44), now)).toBe("yesterday 20:05–08:44");
  });

  test("that was seen to happen is one time with seconds", () => {
    expect(spanText(at(23, 8, 51, 13), at(23, 8, 51, 13), now)).toBe("08:51:13");
  });

  test("within one minute is that minute", () => {
    expect(spanText(at(23, 8, 51, 13), at(23, 8, 51, 40), now)).toBe("08:51");
  });

  test("in a narrow column says no more than it must", () => {
    expect(briefSpanText(at(23, 8, 51, 13), at(23, 8, 51, 40), now)).toBe("08:51");
    expect(briefSpanText(at(23, 8, 51), at(23, 8, 56), now)).toBe("08:51–08:56");
    expect(briefSpanText(at(22, 20, 5), at(22, 20, 9), now)).toBe("Sun 20:09");
    expect(briefSpanText(at(22, 20, 5), at(23, 8, 44), now)).toBe("Sun–08:44");
    expect(briefSpanText(at(20, 20, 5), at(22, 8, 44), now)).toBe("Fri–Sun");
    expect(briefSpanText(at(12, 20, 5), at(12, 20, 9), now)).toBe("12 Nov");
    expect(briefSpanText(at(12, 20, 5), at(14, 20, 9), now)).toBe("12 Nov–14 Nov");
  });
});

describe("a countdown", () => {
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

  test("shows hours and minutes above an hour, minutes and seconds below", () => {
    expect(countdownText(inSeconds(10 * 3600 + 18 * 60 + 5), now)).toBe("10 h 18 min");
    expect(countdownText(inSeconds(18 * 60 + 20), now)).toBe("18 min 20 s");
    expect(countdownText(inSeconds(45), now)).toBe("45 s");
  });

  test("never goes below zero", () => {
    expect(countdownText(inSeconds(-5), now)).toBe("0 s");
  });

  test("names days from two days on", () => {
    expect(countdownText(inSeconds(8 * 86_400 + 60), now)).toBe("8 days");
    expect(countdownText(inSeconds(30 * 3600), now)).toBe("30 h");
  });
});

test("a duration has two units at most", () => {
  expect(durationText(3600)).toBe("1 h");
  expect(durationText(120)).toBe("2 min");
});

test("an age is rough", () => {
  expect(ageText(at(23, 9, 24), now)).toBe("just now");
  expect(ageText(at(23, 9, 18), now)).toBe("6 min");
  expect(ageText(at(22, 9, 0), now)).toBe("1 day");
});

test("a text that is no time is no time", () => {
  expect(parseTime("yesterday-ish")).toBeNull();
  expect(parseTime(null)).toBeNull();
  expect(parseTime("2026-11-23T08:20:00Z")?.getTime()).toBe(Date.UTC(2026, 10, 23, 8, 20));
});

test("the full date is in words", () => {
  expect(fullText(at(23, 9, 20, 11))).toBe("23 November 2026, 09:20:11");
});
