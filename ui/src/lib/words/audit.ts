// Words of the audit chain: acts, outcomes, verdicts and what a break means.
import type { AuditGroup, AuditOutcome, AuditRow, VerdictView } from "~/bindings";

import type { CodeWords } from "../errors";
import { countText } from "../money";
import { dateText, parseTime, whenText } from "../time";

/** The code of a check that the person stopped. */
export const STOPPED = "audit.check_cancelled";

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const AUDIT_WORDS: Record<string, CodeWords> = {
  "audit.broken": {
    what: "The audit chain is not the one the keychain sealed.",
    next: "Open Audit, verify it, then begin a new section. No access data is read until then.",
    tone: "danger",
  },
  "audit.not_ready": warn(
    "The audit chain has no keychain, so its key is in memory only.",
    "Start or unlock the keychain, then try again.",
  ),
  "audit.not_sealed": warn(
    "The keychain did not take the seal of the audit chain.",
    "Unlock it, then try again.",
  ),
  "audit.entry_not_found": warn(
    "The audit chain has no such entry.",
    "If the check names it as missing, that is the break. Else go back to the list.",
  ),
  "audit.not_written": warn(
    "The export could not be written.",
    "Check the downloads folder and the room on the disk, then export again.",
  ),
  "audit.busy": warn("The chain is being checked already.", "Wait for that check, or stop it."),
  [STOPPED]: warn("The check was stopped.", "Nothing was changed. Verify again."),
  "audit.reason_empty": warn("There is no reason.", "Write why the new section begins."),
  "audit.*": warn("The audit chain could not be used.", "Open Audit to see what is wrong."),
};

const ACTS: Readonly<Record<string, string>> = {
  "chain.begun": "Section begun",
  "chain.exported": "Audit exported",
  "order.review": "Order review",
  "order.place": "Order",
  "order.repeat": "Order sent again",
  "order.decided": "Order decided by you",
  "cap.lifted": "Cap lifted",
  "order_file.saved": "Order file saved",
  "order_file.opened": "Order file opened",
  "guards.changed": "Guards changed",
  "service.start": "Start",
  "service.stop": "Stop",
  "service.reboot": "Reboot",
  "service.suspend": "Suspend",
  "service.unsuspend": "Unsuspend",
  "service.reinstall": "Reinstall",
  "service.terminate": "Terminate",
  "service.words": "Own words changed",
  "services.exported": "Services exported",
  "credentials.read": "Access data read",
  "credentials.revealed": "Field shown",
  "credentials.copied": "Field copied",
  "profile.connected": "Key connected",
  "profile.edited": "Profile changed",
  "profile.activated": "Profile switched",
  "profile.forgotten": "Profile forgotten",
  "secret.entered": "Secret entered",
  "secret.rotated": "Secret rotated",
  "sign.anyway": "Signed after refusals",
  "settings.changed": "Settings changed",
  "simulator.opened": "Simulator opened",
  "simulator.reset": "Simulator reset",
  "webhook.set": "Webhook set",
  "webhook.unset": "Webhook removed",
  "webhook.inspected": "Delivery inspected",
  "invoice.saved": "Invoice saved",
  "invoices.exported": "Invoices exported",
};

/** An act in words; one we do not know is shown as it came. */
export function actWords(act: string): { word: string; known: boolean } {
  const word = ACTS[act];
  return word === undefined ? { word: act, known: false } : { word, known: true };
}

interface OutcomeWords {
  word: string;
  shape: "done" | "refused" | "cancelled" | "unknown" | "waiting" | "warning";
}

export const OUTCOME_WORDS: Readonly<Record<AuditOutcome, OutcomeWords>> = {
  begun: { word: "Begun", shape: "waiting" },
  done: { word: "Done", shape: "done" },
  refused: { word: "Refused", shape: "refused" },
  cancelled: { word: "Cancelled", shape: "cancelled" },
  unknown: { word: "No answer", shape: "unknown" },
  failed: { word: "Failed", shape: "warning" },
};

export const GROUP_WORDS: readonly { group: AuditGroup | null; word: string }[] = [
  { group: null, word: "All actions" },
  { group: "orders", word: "Orders" },
  { group: "actions", word: "Services" },
  { group: "credentials", word: "Access data" },
  { group: "keys", word: "Keys and profiles" },
  { group: "settings", word: "Settings, webhook" },
  { group: "documents", word: "Documents" },
  { group: "chain", word: "The chain itself" },
];

/** Acts that never leave this computer. */
const LOCAL =
  /^(chain|profile|settings|simulator|secret|cap|guards|order_file)\.|\.exported$|^service\.words$|^credentials\.(revealed|copied)$|^webhook\.inspected$/;

/** What stands where an entry has no request id. */
export function noRequestWords(row: Pick<AuditRow, "act" | "outcome">): string {
  if (LOCAL.test(row.act)) return "local";
  switch (row.outcome) {
    case "begun":
      return "not yet";
    case "cancelled":
      return "not sent";
    case "done":
    case "refused":
    case "unknown":
    case "failed":
      return "none";
  }
}

/** What an entry is about, in one line. */
export function targetWords(row: Pick<AuditRow, "act" | "target" | "targetName">): string {
  if (row.act === "chain.begun") {
    // The entry that begins a section names ends of chains by their seals.
    const bad = /(?:^|; )bad (\d+) /.exec(row.targetName ?? "");
    return bad ? `after bad entry ${countText(Number(bad[1]))}` : "";
  }
  return row.targetName ?? row.target ?? "";
}

export type VerdictTone = "ok" | "warn" | "danger" | "plain";

export interface VerdictWords {
  tone: VerdictTone;
  title: string;
  text: string;
}

/** The answer of the screen: whether the chain is as it was written. */
export function verdictWords(verdict: VerdictView, all: number, now: Date): VerdictWords {
  const count = entriesText(verdict.entries);
  const span = spanWords(verdict, now);
  const bad = verdict.firstBad === null ? "" : ` at entry ${countText(verdict.firstBad)}`;
  switch (verdict.state) {
    case "whole":
      return {
        tone: "ok",
        title: "The chain is whole",
        text: `${count}${span}. None changed, missing or cut off.`,
      };
    case "broken":
      return {
        tone: "danger",
        title: `The chain is broken${bad}`,
        text: `${count}${span} were looked at.`,
      };
    case "partly":
      return {
        tone: "warn",
        title: "Whole as far as it can be checked",
        text: `${count}${span}. Some of them have a seal whose key is gone.`,
      };
    case "noKey":
      return {
        tone: "warn",
        title: "The chain cannot be checked",
        text: "The keychain does not give the key the entries are sealed with. Unlock it, then verify again.",
      };
    case "notChecked":
      return {
        tone: "plain",
        title: "Not checked since the console was started",
        text: `${entriesText(all)}. Verifying reads each one and compares its seal.`,
      };
  }
}

/** One thing the check looked at. */
export interface CheckWords {
  state: "pass" | "warn" | "fail";
  text: string;
}

/** What the verdict rests on, one thing each. `sealed` is null where the keychain was not asked yet. */
export function checkWords(verdict: VerdictView, sealed: boolean | null): CheckWords[] {
  if (verdict.state === "notChecked" || verdict.state === "noKey") return [];
  const broken = verdict.state === "broken";
  const cut = verdict.why === "cut_off" || verdict.why === "rolled_back";
  const rows: CheckWords[] = [
    broken && !cut
      ? { state: "fail", text: "An entry does not fit the one before it" }
      : { state: "pass", text: "Each entry seals the one before it" },
  ];
  if (sealed === false) {
    rows.push({ state: "warn", text: "No copy of head and count in the keychain" });
  } else if (broken && cut) {
    rows.push({ state: "fail", text: "Head and count differ from the keychain’s copy" });
  } else if (!broken && sealed) {
    rows.push({ state: "pass", text: "Head and count match the keychain’s copy" });
  }
  if (verdict.afterSeal > 0) {
    rows.push({
      state: "warn",
      text: `${entriesText(verdict.afterSeal)} written after the keychain’s copy`,
    });
  }
  if (verdict.notCheckable > 0) {
    rows.push({
      state: "warn",
      text: `${entriesText(verdict.notCheckable)} sealed with a key that lived for one session`,
    });
  }
  return rows;
}

export interface BreakWords {
  /** What was found. */
  found: string;
  /** What it means for the other entries. */
  means: string;
  /** What to do. */
  next: string;
}

const NEXT =
  "Keep a copy of the data folder, compare with an earlier export, then begin a new section.";

/** What a break means, in three short sentences. */
export function breakWords(verdict: VerdictView): BreakWords {
  const seq = verdict.firstBad === null ? "An entry" : `Entry ${countText(verdict.firstBad)}`;
  const before = "Everything before it is as it was written.";
  switch (verdict.why) {
    case "altered":
      return {
        found: `${seq} is not what was written: its seal does not fit.`,
        means: before,
        next: NEXT,
      };
    case "missing":
      return { found: `${seq} is missing, though later ones are here.`, means: before, next: NEXT };
    case "moved":
      return { found: `${seq} is not in its place, or stands twice.`, means: before, next: NEXT };
    case "cut_off":
      return {
        found: `${seq} and all after it are gone, though the keychain knows of them.`,
        means: "What is left is as it was written.",
        next: NEXT,
      };
    case "rolled_back":
      return {
        found: `From here on it is not the chain the keychain sealed: an older journal was put in its place.`,
        means: "A backup that was played back looks the same.",
        next: NEXT,
      };
    case "foreign":
      return {
        found: `${seq} belongs to another chain.`,
        means: before,
        next: NEXT,
      };
    default:
      return {
        found: `${seq} is bad${verdict.why === null ? "" : `: “${verdict.why}”`}.`,
        means: before,
        next: NEXT,
      };
  }
}

/** A number of entries: `1 entry`, `4,812 entries`. */
export function entriesText(count: number): string {
  return count === 1 ? "1 entry" : `${countText(count)} entries`;
}

function spanWords(verdict: VerdictView, now: Date): string {
  const from = parseTime(verdict.from);
  const to = parseTime(verdict.to);
  if (!from || !to) return "";
  const today = to.toDateString() === now.toDateString();
  return ` from ${dateText(from, now)} to ${whenText(to, now)}${today ? " today" : ""}`;
}

/** How long a check took: `0.4 s`. */
export function tookText(ms: number): string {
  if (ms < 100) return "under 0.1 s";
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A size of a file: `482 kB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
