// Stable codes of the host as words: what happened, whether money moved, what
// to do next. A code without words of its own is shown as it is.
import type { ErrorView, MoneyMoved } from "~/bindings";

import { durationText, endText, parseTime } from "./time";
import { ACCESS_WORDS } from "./words/access";
import { ACTION_WORDS } from "./words/actions";
import { ANSWER_WORDS } from "./words/answer";
import { AUDIT_WORDS } from "./words/audit";
import { COMPUTER_WORDS } from "./words/computer";
import { CREDENTIALS_WORDS } from "./words/credentials";
import { GUARD_WORDS } from "./words/guards";
import { DOCUMENT_WORDS } from "./words/invoices";
import { ORDER_WORDS } from "./words/order";
import { ORDER_FILE_WORDS } from "./words/order-file";
import { SERVICE_WORDS } from "./words/services";
import { TYPED_WORDS } from "./words/typed";
import { WEBHOOK_WORDS } from "./words/webhook";

/** How an error looks. `unknown` is for what may or may not have happened. */
export type Tone = "warn" | "danger" | "unknown";

/** What a code says. `{name}` is replaced by the fact of that name. */
export interface CodeWords {
  what: string;
  next: string;
  tone: Tone;
}

/** An error in words. */
export interface ErrorWords extends CodeWords {
  /** Whether money moved; none where the act had nothing to do with money. */
  money: string | null;
}

/** Every code that has words. */
export const WORDS: Readonly<Record<string, CodeWords>> = {
  ...ACCESS_WORDS,
  ...ACTION_WORDS,
  ...ANSWER_WORDS,
  ...AUDIT_WORDS,
  ...COMPUTER_WORDS,
  ...CREDENTIALS_WORDS,
  ...DOCUMENT_WORDS,
  ...GUARD_WORDS,
  ...ORDER_WORDS,
  ...ORDER_FILE_WORDS,
  ...SERVICE_WORDS,
  ...TYPED_WORDS,
  ...WEBHOOK_WORDS,
};

const MONEY: Record<MoneyMoved, string | null> = {
  no: "No money moved.",
  unknown: "Whether money moved is not known.",
  notConcerned: null,
};

/** The words of an error. */
export function errorWords(error: ErrorView, now: Date): ErrorWords {
  const found = wordsOf(error);
  return {
    what: withFacts(found.what, error, now),
    next: withFacts(found.next, error, now),
    tone: error.money === "unknown" ? "unknown" : found.tone,
    money: MONEY[error.money],
  };
}

function wordsOf(error: ErrorView): CodeWords {
  const own = WORDS[error.code];
  if (own) return own;
  const family = WORDS[`${error.code.split(".")[0] ?? ""}.*`];
  if (family) return family;
  return {
    what: `Something failed that this console has no words for: ${error.code}.`,
    next: "The code and the request id are what support needs.",
    tone: "warn",
  };
}

function withFacts(text: string, error: ErrorView, now: Date): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "retry") {
      const seconds = error.retryAfterSeconds;
      return seconds === null ? "a while" : durationText(seconds);
    }
    const fact = error.facts[name];
    if (fact === undefined) return MISSING[name] ?? "not stated";
    const time = /^\d{4}-\d{2}-\d{2}T/.test(fact) ? parseTime(fact) : null;
    return time ? endText(time, now) : fact;
  });
}

/** What stands in the sentence where the host did not state the fact. */
const MISSING: Readonly<Record<string, string>> = { until: "a later time" };
