// Times in words: ages, clock times, spans and countdowns. The words of the
// window are English, so its dates are too; the zone is the person's own.

import { timeFormat } from "./formats";
import { keptTexts } from "./texts";

const DAY_MS = 86_400_000;
const WORDS = "en-GB";
const dates = keptTexts();

/** The clock time, `09:20`, with seconds where they matter. */
export function clockText(at: Date, withSeconds = false): string {
  return timeFormat(WORDS, {
    hour: "2-digit",
    minute: "2-digit",
    ...(withSeconds ? { second: "2-digit" as const } : {}),
    hourCycle: "h23",
  }).format(at);
}

/** `today`, `yesterday`, `Sun` within a week, else `23 Nov` or `23 Nov 2025`. */
export function dayText(at: Date, now: Date): string {
  const days = daysBetween(at, now);
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days > 1 && days < 7) return weekdayText(at);
  return dateText(at, now);
}

/** `Sun`. */
export function weekdayText(at: Date): string {
  return timeFormat(WORDS, { weekday: "short" }).format(at);
}

/** `23 Nov`, with the year where it is not this one. */
export function dateText(at: Date, now: Date): string {
  const sameYear = at.getFullYear() === now.getFullYear();
  const day = `${at.getFullYear()}-${at.getMonth()}-${at.getDate()} ${sameYear}`;
  return dates(day, () =>
    timeFormat(WORDS, {
      day: "numeric",
      month: "short",
      ...(sameYear ? {} : { year: "numeric" as const }),
    }).format(at),
  );
}

/** When something was: `09:20` today, `Sun 19:42` this week, `23 Oct 19:42` before. */
export function whenText(at: Date, now: Date, withSeconds = false): string {
  const clock = clockText(at, withSeconds);
  return daysBetween(at, now) === 0 ? clock : `${dayText(at, now)} ${clock}`;
}

/**
 * When something will end: `19:42` today, `Tue 24 Nov, 08:21` on another day,
 * in short `Tue 08:21` within a week.
 */
export function endText(at: Date, now: Date, short = false): string {
  const days = daysBetween(at, now);
  if (days === 0) return clockText(at);
  const weekday = weekdayText(at);
  if (short && days < 0 && days > -7) return `${weekday} ${clockText(at)}`;
  return `${weekday} ${dateText(at, now)}, ${clockText(at)}`;
}

/** Date and time in full, for a tooltip: `23 November 2026, 09:20:11`. */
export function fullText(at: Date): string {
  const date = timeFormat(WORDS, { day: "numeric", month: "long", year: "numeric" }).format(at);
  return `${date}, ${clockText(at, true)}`;
}

/** A span in full, for a tooltip. */
export function fullSpanText(from: Date, to: Date): string {
  return from.getTime() === to.getTime()
    ? fullText(to)
    : `Between ${fullText(from)} and ${fullText(to)}`;
}

/** The span an event lies in: `08:51–08:56`, one time where both ends read the same. */
export function spanText(from: Date, to: Date, now: Date): string {
  const start = whenText(from, now, true);
  if (from.getTime() === to.getTime()) return start;
  const short = whenText(from, now);
  const sameDay = from.toDateString() === to.toDateString();
  const end = sameDay ? clockText(to) : whenText(to, now);
  return short === end ? short : `${short}–${end}`;
}

/** The same in the fewest signs, for a narrow column: `08:51–08:56`, `Sun 19:42`, `Sun–08:44`, `3 Oct–5 Oct`. */
export function briefSpanText(from: Date, to: Date, now: Date): string {
  const end = briefText(to, now);
  if (daysBetween(from, to) === 0) {
    const [start, stop] = [clockText(from), clockText(to)];
    return daysBetween(to, now) !== 0 || start === stop ? end : `${start}–${stop}`;
  }
  return `${briefDay(from, now)}–${daysBetween(to, now) === 0 ? clockText(to) : briefDay(to, now)}`;
}

function briefText(at: Date, now: Date): string {
  if (daysBetween(at, now) === 0) return clockText(at);
  const day = briefDay(at, now);
  return day === weekdayText(at) ? `${day} ${clockText(at)}` : day;
}

function briefDay(at: Date, now: Date): string {
  const days = daysBetween(at, now);
  return days >= 0 && days < 7 ? weekdayText(at) : dateText(at, now);
}

/** How long until `end`: `10 h 18 min` above an hour, `18 min 20 s` below, `8 days` from two days on. */
export function countdownText(end: Date, now: Date): string {
  const seconds = Math.max(0, Math.ceil((end.getTime() - now.getTime()) / 1000));
  return durationText(seconds);
}

/** A duration in words, two units at most. */
export function durationText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  if (days >= 2) return `${days} days`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  const rest = Math.floor(seconds % 60);
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}

/** How old something is, roughly: `just now`, `6 min`, `3 h`, `2 days`. */
export function ageText(at: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? "1 day" : `${days} days`;
}

/** An RFC 3339 text as a date, or `null` where it is none. */
export function parseTime(text: string | null | undefined): Date | null {
  if (!text) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Whole days of the calendar from `at` to `now`; negative for days to come. */
function daysBetween(at: Date, now: Date): number {
  const midnight = (date: Date) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  // Rounded: a day with a change of summer time has 23 or 25 hours.
  return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}
