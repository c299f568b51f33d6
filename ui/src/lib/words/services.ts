// Services in words: state, kind, cycle, due day. A word of the provider that
// we do not know is shown as it came, in quotes.
import type {
  ActionKind,
  Family,
  ServiceCondition,
  ServiceRow,
  ServicesFilter,
  StatedTimeView,
} from "~/bindings";

import type { CodeWords } from "../errors";
import { dateText, parseTime, weekdayText } from "../time";

/** Shapes of states, as `Mark` draws them. */
type Shape =
  | "running"
  | "stopped"
  | "suspended"
  | "working"
  | "done"
  | "refused"
  | "cancelled"
  | "unknown"
  | "warning";

export interface StateWords {
  shape: Shape;
  word: string;
  /** The word is the provider's own. */
  quoted: boolean;
}

const CONDITIONS: Readonly<Record<ServiceCondition, { shape: Shape; word: string }>> = {
  running: { shape: "running", word: "Running" },
  stopped: { shape: "stopped", word: "Stopped" },
  active: { shape: "done", word: "Active" },
  changing: { shape: "working", word: "Changing" },
  settingUp: { shape: "working", word: "Setting up" },
  suspended: { shape: "suspended", word: "Suspended" },
  terminated: { shape: "cancelled", word: "Terminated" },
  cancelled: { shape: "cancelled", word: "Cancelled" },
  fraud: { shape: "warning", word: "Held back" },
  unknown: { shape: "unknown", word: "Not stated" },
};

const ACTING: Readonly<Record<ActionKind, { now: string; name: string }>> = {
  start: { now: "Starting", name: "Start" },
  stop: { now: "Stopping", name: "Stop" },
  reboot: { now: "Rebooting", name: "Reboot" },
  reinstall: { now: "Reinstalling", name: "Reinstall" },
  suspend: { now: "Suspending", name: "Suspend" },
  unsuspend: { now: "Unsuspending", name: "Unsuspend" },
  terminate: { now: "Terminating", name: "Terminate" },
};

/** How a row stands: an action of ours first, then whether it is seen at all, then its state. */
export function stateWords(row: ServiceRow): StateWords {
  if (row.acting && row.unknown) {
    return { shape: "unknown", word: `${ACTING[row.acting].name} unknown`, quoted: false };
  }
  if (row.missingSince) return { shape: "unknown", word: "Not visible", quoted: false };
  if (row.acting) return { shape: "working", word: ACTING[row.acting].now, quoted: false };
  return conditionWords(row.condition, row.statusRaw);
}

/** A state by itself; one we do not know in the provider's word. */
export function conditionWords(condition: ServiceCondition, raw: string | null): StateWords {
  const known = CONDITIONS[condition];
  if (condition === "unknown" && raw) return { shape: "unknown", word: raw, quoted: true };
  return { ...known, quoted: false };
}

export const FAMILY_WORDS: Readonly<Record<Family, string>> = {
  kvm: "Virtual servers",
  dedicated: "Dedicated servers",
  webspace: "Webspace",
  game: "Game servers",
  vpn: "VPN",
  other: "Other",
};

/** What stands where a view of the list has no row. */
export const NONE_WORDS: Readonly<Record<ServicesFilter, string>> = {
  current: "No service yet",
  all: "No service was ever seen",
  needsLook: "Nothing needs a look",
  dueSoon: "Nothing is due within seven days",
  ended: "No service has ended",
};

const CYCLE_SUFFIX: Readonly<Record<string, string>> = {
  monthly: "mo",
  quarterly: "qtr",
  semiannually: "6 mo",
  annually: "yr",
  biennially: "2 yr",
  triennially: "3 yr",
  onetime: "once",
  free: "",
};

/** The cycle behind an amount: `mo`, `qtr`, `yr`. */
export function cycleSuffix(cycle: string | null): string {
  return cycle === null ? "" : (CYCLE_SUFFIX[cycle] ?? cycle);
}

/** A stated time as a moment; a bare day begins at midnight here. */
export function statedDate(stated: StatedTimeView | null): Date | null {
  if (!stated) return null;
  const at = parseTime(stated.at);
  if (at) return at;
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(stated.day ?? "");
  return day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])) : null;
}

/** `26 Nov`, `Thu 26 Nov` with its weekday, or what was stated where no day can be read. */
export function statedText(stated: StatedTimeView, now: Date, weekday = false): string {
  const at = statedDate(stated);
  if (!at) return `“${stated.raw}”`;
  const date = dateText(at, now);
  return weekday ? `${weekdayText(at)} ${date}` : date;
}

/** Days of the calendar from now until then; negative for what is over. */
export function daysUntil(at: Date, now: Date): number {
  const midnight = (date: Date) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(at) - midnight(now)) / 86_400_000);
}

/** `today`, `tomorrow`, `in 3 days`, `2 days ago`. */
export function daysText(days: number): string {
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** A name cut for a heading or a button, whole where it is short enough. */
export function shortName(name: string, most = 48): string {
  const letters = [...name];
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join("")}…`;
}

/** The first part of a host name, for a button: `web-07`. */
export function hostPart(name: string): string {
  return shortName(/^[\w-]+(\.[\w-]+)+$/.test(name) ? (name.split(".")[0] ?? name) : name, 24);
}

/** A host name as its own part and the domain's end, which is read last. */
export function hostParts(name: string): [string, string] {
  const at = /^[\w-]+(\.[\w-]+)+$/.test(name) ? name.lastIndexOf(".") : -1;
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at)];
}

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const SERVICE_WORDS: Record<string, CodeWords> = {
  "service.not_known": warn(
    "This service was never read on this computer.",
    "Read the list again, or go back to it.",
  ),
  "service.not_visible": warn(
    "KernelHost does not show this service to this key.",
    "It may exist all the same. What was known of it is kept.",
  ),
  "service.name_too_long": warn("The name is too long.", "Use at most 100 characters."),
  "service.customer_too_long": warn(
    "The name of the customer is too long.",
    "Use at most 100 characters.",
  ),
  "service.note_too_long": warn("The note is too long.", "Use at most 2,000 characters."),
  "services.busy": warn("The list is being read already.", "Its progress is shown above the list."),
  "service.*": warn("That did not work for this service.", "Try again, or read it again."),
  "services.*": warn("The list of services could not be used.", "Read it again."),
  "export.*": warn(
    "The file could not be written.",
    "Look whether the downloads folder is there and has room.",
  ),
};
