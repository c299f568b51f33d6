// Actions on services in words: what pressing costs, why it cannot be pressed,
// how it went.
import type { ActionKind, ActionProgress, ActView, Money, PricePart } from "~/bindings";

import type { CodeWords, Tone } from "../errors";

interface KindWords {
  /** On a button: `Stop`. */
  verb: string;
  /** While it is under way: `Stopping…`. */
  busy: string;
  /** What it does, one sentence. */
  does: string;
  /** Words on the safe button. */
  safe: string;
}

export const KIND_WORDS: Readonly<Record<ActionKind, KindWords>> = {
  start: {
    verb: "Start",
    busy: "Starting…",
    does: "Switches it on.",
    safe: "Leave it off",
  },
  stop: {
    verb: "Stop",
    busy: "Stopping…",
    does: "Switches it off. Disk and address stay.",
    safe: "Keep it running",
  },
  reboot: {
    verb: "Reboot",
    busy: "Rebooting…",
    does: "Switches it off and on. Disk and address stay.",
    safe: "Keep it running",
  },
  reinstall: {
    verb: "Reinstall",
    busy: "Reinstalling…",
    does: "Sets it up anew and erases what is on it.",
    safe: "Keep what is on it",
  },
  suspend: {
    verb: "Suspend",
    busy: "Suspending…",
    does: "Locks it until you lift that.",
    safe: "Keep it as it is",
  },
  unsuspend: {
    verb: "Unsuspend",
    busy: "Unsuspending…",
    does: "Lifts the lock.",
    safe: "Keep it locked",
  },
  terminate: {
    verb: "Terminate",
    busy: "Terminating…",
    does: "Ends the service and erases what is on it.",
    safe: "Keep the service",
  },
};

type AmountText = (money: Money) => string;

/** One part of a price as a phrase: `goes on costing €9.90`, `1 call`. */
export function pricePhrase(kind: ActionKind, part: PricePart, amount: AmountText): string {
  const money = part.amount ? amount(part.amount) : null;
  const count = part.count ?? 1;
  switch (part.kind) {
    case "noMoney":
      return "no money moves";
    case "staysBilled":
      return money ? `goes on costing ${money}` : "goes on being billed";
    case "billingNotDocumented":
      return money
        ? `whether ${money} is billed meanwhile is not documented`
        : "whether it is billed meanwhile is not documented";
    case "renewalsEnd":
      return "no more renewals; a refund is not documented";
    case "shortOutage":
      return "out of reach for a moment";
    case "outOfReach":
      return `out of reach until ${UNTIL[kind]}`;
    case "dataErased":
      return "everything on it is erased";
    case "addressesReturned":
      return "its addresses go back to KernelHost";
    case "noUndo":
      return "no undo";
    case "calls":
      return count === 1 ? "1 call" : `${count} calls`;
    case "auditEntry":
      return count === 1 ? "1 entry in the audit chain" : `${count} entries in the audit chain`;
  }
}

const UNTIL: Readonly<Record<ActionKind, string>> = {
  start: "it runs",
  stop: "it is started",
  reboot: "it runs again",
  reinstall: "it is set up",
  suspend: "it is unsuspended",
  unsuspend: "it runs again",
  terminate: "it is gone",
};

/** The whole price in one line, beginning with what is about money or data. */
export function priceLine(kind: ActionKind, price: PricePart[], amount: AmountText): string {
  return price.map((part) => pricePhrase(kind, part, amount)).join(" · ");
}

/** The phrase with a capital, as a sentence begins. */
export function sentence(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

/** What the foot of a dialog says: calls and entries. */
export function footPrice(kind: ActionKind, price: PricePart[], amount: AmountText): string {
  const parts = price.filter((part) => part.kind === "calls" || part.kind === "auditEntry");
  return priceLine(kind, parts, amount);
}

/** Why an act cannot be asked for now, or what is not certain about it. */
export function reasonText(act: ActView): string | null {
  return act.reason ? reasonWords(act.reason) : null;
}

/** A reason of the host as a sentence; one we do not know as it came. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? `“${reason}”`;
}

const REASONS: Readonly<Record<string, string>> = {
  status_not_known: "Its state is not known; KernelHost decides.",
  power_not_known: "Whether it runs is not stated; KernelHost decides.",
  already_running: "It is running.",
  already_stopped: "It is stopped.",
  already_suspended: "It is suspended.",
  not_suspended: "It is not suspended.",
  not_running: "It is not running.",
  suspended: "It is suspended; lift that first.",
  changing: "It is changing its state right now.",
  setting_up: "It is being set up.",
  ended: "It has ended.",
  held_by_provider: "KernelHost holds it back; ask their support.",
  not_visible: "It is not visible to this key.",
  missing_scope: "The key lacks the scope write:services. Add it to the key in the portal.",
  action_open: "An action on it has no outcome yet; settle that first.",
  action_on_its_way: "An action on it is on its way.",
};

export interface ProgressWords {
  /** The sentence that answers. */
  first: string;
  rest: string;
  tone: "plain" | "ok" | Tone;
}

/** How an action stands. */
export function actionStanding(
  kind: ActionKind,
  progress: ActionProgress,
  sent: string,
): ProgressWords {
  const { verb } = KIND_WORDS[kind];
  switch (progress) {
    case "written":
      return {
        first: `${verb} is written to disk and was not sent.`,
        rest: "Nothing was done.",
        tone: "plain",
      };
    case "sending":
      return {
        first: `${verb} was sent at ${sent}.`,
        rest: "The answer is awaited; it shows here.",
        tone: "plain",
      };
    case "unknown":
      return {
        first: `${verb} was sent at ${sent} and no answer came.`,
        rest: "It may have been done. Only KernelHost’s own answer settles it.",
        tone: "unknown",
      };
    case "accepted":
      return {
        first: `KernelHost accepted this ${verb.toLowerCase()} at ${sent}.`,
        rest: "The service has not shown it yet. It is looked at again by itself.",
        tone: "plain",
      };
    case "done":
      return { first: `${verb} is done.`, rest: "The service shows it.", tone: "ok" };
    case "refused":
      return {
        first: `KernelHost refused this ${verb.toLowerCase()}.`,
        rest: "Nothing was done.",
        tone: "danger",
      };
    case "notSent":
      return {
        first: `${verb} was never sent.`,
        rest: "Nothing was done.",
        tone: "warn",
      };
    case "needsPerson":
      return {
        first: `What became of this ${verb.toLowerCase()} was never learnt.`,
        rest: "It was sent and no answer came in time, or the service shows another state. Look at the service itself; repeating is locked.",
        tone: "warn",
      };
  }
}

/** What is said to people who listen after an action. */
export function saidOf(kind: ActionKind, progress: ActionProgress, name: string): string {
  const { first, rest } = actionStanding(kind, progress, "just now");
  return `${name}: ${first} ${rest}`;
}

/** Facts that can differ between two looks. */
export const FACT_WORDS: Readonly<Record<string, string>> = {
  condition: "State",
  hostname: "Host name",
  ip: "Address",
  product: "Product",
  due: "Next due",
  price: "Renews at",
};

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const ACTION_WORDS: Record<string, CodeWords> = {
  "action.not_now": warn(
    "This act makes no sense now, or may not be asked for. Nothing was sent.",
    "Read the service again.",
  ),
  "action.plan_not_found": warn(
    "These facts are too old to act on. Nothing was sent.",
    "They were read anew. Look at them, then decide again.",
  ),
  "action.typed_otherwise": warn(
    "What was typed is not the name of this service. Nothing was sent.",
    "Type the name exactly as it is shown.",
  ),
  "action.facts_changed": warn(
    "The service differs from what was shown. Nothing was sent.",
    "Look at what is different, then decide again.",
  ),
  "action.service_busy": warn(
    "Another window or program has an action on this service without an outcome. Nothing was sent.",
    "Settle that one first; it is shown on the service.",
  ),
  "action.busy": warn(
    "This action is being sent or asked about right now.",
    "Wait for its outcome.",
  ),
  "action.not_found": warn("This action is not in the journal.", "Look at the service itself."),
  "action.too_old": warn(
    "Repeating this request is no longer safe.",
    "KernelHost forgets a request after 24 hours. Look at the service itself.",
  ),
  "action.click_over": warn(
    "Too much time passed after the click; perhaps the computer slept. Nothing was sent.",
    "Look at the service, then decide again.",
  ),
  "action.facts_old": warn(
    "The facts were older than ten seconds when it was about to leave. Nothing was sent.",
    "Look at the service as it stands now, then decide again.",
  ),
  "action.waits_for_you": warn(
    "It was not repeated by itself: it would act long after it was asked for.",
    "Look at the service, then decide.",
  ),
  "action.nothing_to_repeat": warn(
    "Its outcome is known; there is nothing to repeat.",
    "Look at the service.",
  ),
  "action.outcome_not_kept": {
    what: "It was sent, and then its outcome could not be written down.",
    next: "Look at the service itself before anything else is done.",
    tone: "unknown",
  },
  "action.age_unknown": warn(
    "The clock cannot be trusted, so the age of the request is not known.",
    "Check the clock of this computer, then try again.",
  ),
  "action.*": warn("The act could not be carried out.", "Look at the service, then decide again."),
  "profile.action_open": warn(
    "An action on service {service} of this profile has no answer yet.",
    "Settle it first: only the key of this profile can ask for the answer.",
  ),
  "input.field": warn(
    "A further field of the reinstallation cannot be used. Nothing was sent.",
    "Leave it empty, or use at most 200 characters.",
  ),
};
