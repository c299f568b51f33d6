// Words for a look at access data: its fields, its end, what went wrong with
// it and whether KernelHost has it on record.
import type { ErrorView } from "~/bindings";

import type { CodeWords } from "../errors";

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const CREDENTIALS_WORDS: Record<string, CodeWords> = {
  "credentials.missing_scope": warn(
    "This key may not read access data: it lacks read:credentials.",
    "Make a key with that scope in the portal, or use the profile of one that has it.",
  ),
  "credentials.reason_too_short": warn(
    "The reason is too short. Nothing was sent.",
    "Write at least {at_least} characters, so that you know later why it was read.",
  ),
  "credentials.not_open": warn(
    "This look has ended, so its values are gone.",
    "Look again if you need them. That is a new read, with new entries.",
  ),
  "credentials.no_such_field": warn(
    "This field is not part of the look.",
    "Close this and look again.",
  ),
  "credentials.not_recorded": warn(
    "The entry in the audit chain could not be written, so nothing was asked and nothing is shown.",
    "No look without an entry. Free the cause ({why}), then look again.",
  ),
  "credentials.answer_not_recorded": warn(
    "The access data was read, but that could not be written into the audit chain, so nothing is shown.",
    "The begun look is in the chain. Free the cause ({why}), then look again: that is a new read.",
  ),
  "credentials.*": warn("The access data could not be read.", "Close this and try again."),
  "clipboard.failed": warn(
    "The clipboard said no: {detail}.",
    "Show the field and type it over, or try again.",
  ),
  "clipboard.*": warn(
    "The clipboard could not be used.",
    "Show the field and type it over, or try again.",
  ),
};

/** Ready reasons; the person's own words follow. */
export const REASONS = ["Customer asked", "Maintenance", "Hand-over", "Emergency"] as const;

/** The reason as it is kept: the chosen one, then the person's own words. */
export function reasonText(chosen: string | null, own: string): string {
  const words = own.trim();
  return chosen === null ? words : `${chosen}: ${words}`;
}

/** Names of fields that are known; others are shown as they came. */
const FIELDS: Readonly<Record<string, string>> = {
  host: "Host",
  hostname: "Host name",
  ip: "IP address",
  ipv4: "IPv4",
  ipv6: "IPv6",
  port: "Port",
  user: "User",
  username: "User",
  password: "Password",
};

/** A field's name in words; `own` where it is shown as the provider wrote it. */
export function fieldWords(name: string): { word: string; own: boolean } {
  const word = FIELDS[name.toLowerCase()];
  return word === undefined ? { word: name, own: true } : { word, own: false };
}

/** Codes after which it is certain that no byte of the request left. */
const NOT_SENT =
  /^(limit\.(?!rate_limited)|clock\.|store\.|audit\.|credentials\.|keychain\.|profile\.|input\.|console\.|secret\.|window\.|auth\.(held_back|near_lockout)$|network\.(connect_|request_rewritten))/;
/** Codes after which the request left and nothing readable came back. */
const NO_ANSWER = /^(network\.|provider\.|answer\.)/;

/** Whether KernelHost has the failed look on record, as far as that is known. */
export function recordedWords(error: ErrorView): string {
  if (error.code === "credentials.answer_not_recorded") {
    return "Recorded at KernelHost: the answer had arrived.";
  }
  if (NOT_SENT.test(error.code)) return "Not recorded at KernelHost, because nothing reached it.";
  if (NO_ANSWER.test(error.code)) {
    return "Probably recorded at KernelHost: the request left, and no answer that can be read came back.";
  }
  return "Whether KernelHost records a read it refuses is not documented.";
}

/** What stands there once a look is over. */
export const END_WORDS = {
  away: {
    title: "Read, and closed at once.",
    text: "This window was not in front when the answer came, so nothing was shown and nothing is kept. The read is recorded.",
  },
  over: {
    title: "The look has ended.",
    text: "Its time is over, or it was ended. Nothing is kept here. Looking again is a new read.",
  },
} as const;
