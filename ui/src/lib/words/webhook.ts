// Words of the webhook: what keeps a URL from being set, and what the
// inspector found in a pasted delivery.
import type { InspectCheck, InspectView } from "~/bindings";

import type { CodeWords } from "../errors";
import { countText } from "../money";
import { durationText, fullText, parseTime } from "../time";

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const WEBHOOK_WORDS: Record<string, CodeWords> = {
  "webhook.not_a_url": warn(
    "This is not a URL. Nothing was sent.",
    "Write it whole, as in https://hooks.example.com/kernelhost.",
  ),
  "webhook.not_https": warn(
    "Only https is allowed. Nothing was sent.",
    "Use an address that begins with https.",
  ),
  "webhook.user_info": warn(
    "A user name or password stands in the URL. Nothing was sent.",
    "Take it out; put a token into the path or the query instead.",
  ),
  "webhook.port_zero": warn("Nobody listens on port 0. Nothing was sent.", "Correct the port."),
  "webhook.too_long": warn(
    "The URL is longer than {limit} bytes. Nothing was sent.",
    "Use a shorter one.",
  ),
  "webhook.unresolved": warn(
    "The name {host} has no address, or none was told in time. Nothing was sent.",
    "Check the name, then try again.",
  ),
  "webhook.not_public": warn(
    "{host} leads to {address}, which is not in the public internet. Nothing was sent.",
    "KernelHost accepts public addresses only. To receive on your own network, use a tunnel.",
  ),
  "webhook.*": warn("The webhook could not be used.", "Check the URL, then try again."),
};

/** Codes that are about what stands in the field. */
export function isAboutUrl(code: string): boolean {
  return code.startsWith("webhook.");
}

export interface VerdictOfDelivery {
  tone: "ok" | "warn" | "danger";
  title: string;
  text: string;
}

/** The answer of the inspector. */
export function deliveryWords(view: InspectView): VerdictOfDelivery {
  if (view.verified) {
    return {
      tone: "ok",
      title: "The delivery verifies",
      text: "It was signed with this secret, for this body, within the last 300 seconds.",
    };
  }
  const failed = view.checks.filter((check) => check.state === "fail");
  if (failed.length === 1 && failed[0]?.kind === "age") {
    return {
      tone: "warn",
      title: "Signed well, but not for now",
      text: "Secret and body fit. A receiver refuses it by its time; when it arrived, it may have been in time.",
    };
  }
  // Its age is the least that is wrong.
  const first = failed.find((check) => check.kind !== "age") ?? failed[0];
  return {
    tone: "danger",
    title: "The delivery does not verify",
    text: first ? checkWords(first).value : "What is needed to tell is missing.",
  };
}

export interface CheckWords {
  what: string;
  value: string;
}

const KINDS: Readonly<Record<string, string>> = {
  header: "Signature header",
  timestamp: "Time in it",
  age: "Age",
  signature: "Signature",
  body: "Body",
  event: "Event",
};

/** One check in words: what was looked at and what was found. */
export function checkWords(check: InspectCheck): CheckWords {
  const what = KINDS[check.kind] ?? `“${check.kind}”`;
  if (check.state === "skipped" && check.facts.why === undefined) {
    return { what, value: skipped(check) };
  }
  return { what, value: VALUES[check.kind]?.(check.facts) ?? listed(check.facts) };
}

type Facts = InspectCheck["facts"];

function skipped(check: InspectCheck): string {
  if (check.kind !== "body") return "Not looked at, because something before it is missing.";
  return `${bytesText(check.facts)}. Whether it is the one that was signed cannot be told.`;
}

const VALUES: Readonly<Record<string, (facts: Facts) => string>> = {
  header: (facts) => {
    switch (facts.why) {
      case undefined:
        return facts.name ?? "found";
      case "missing":
        return `Not found. Looked for ${facts.looked_for ?? "the known names"}; its real name is not documented.`;
      case "value_only":
        return "Only its value was pasted, so its name is not known.";
      case "several":
        return `${facts.name ?? "The first"} counts; passed over: ${facts.passed_over ?? "others"}.`;
      default:
        return listed(facts);
    }
  },
  timestamp: (facts) => {
    const at = parseTime(facts.at);
    switch (facts.why) {
      case undefined:
        return at ? `${fullText(at)} (t=${facts.t ?? ""})` : `t=${facts.t ?? ""}`;
      case "missing":
        return "The header has no t=.";
      case "not_a_number":
        return `t=${facts.t ?? ""} is not a number of seconds.`;
      case "several":
        return `The header has more than one time: ${facts.t ?? ""}.`;
      default:
        return listed(facts);
    }
  },
  age: (facts) => {
    const seconds = Number(facts.seconds ?? "0");
    const limit = `${facts.limit ?? "300"} s either way are allowed`;
    const far = durationText(Math.abs(seconds));
    return seconds < 0 ? `Signed ${far} in the future; ${limit}.` : `Signed ${far} ago; ${limit}.`;
  },
  signature: (facts) => {
    const others = facts.schemes === undefined ? "" : ` Not looked at: ${facts.schemes}.`;
    const of = Number(facts.of ?? "0");
    const all = of === 1 ? "The one v1" : `None of ${countText(of)} v1`;
    switch (facts.why) {
      case undefined:
        return of > 1
          ? `v1 number ${facts.matched ?? "?"} of ${facts.of} fits.${others}`
          : `v1 fits.${others}`;
      case "no_secret":
        return "There is no secret to compare with.";
      case "missing":
        return `The header has no v1=.${others}`;
      case "mismatch": {
        const no = of === 1 ? `${all} does not fit.` : `${all} fits.`;
        return [no, SECRET_HINTS[facts.secret_fits ?? ""], others.trim()].filter(Boolean).join(" ");
      }
      default:
        return listed(facts);
    }
  },
  body: (facts) => {
    const size = bytesText(facts);
    switch (facts.why) {
      case undefined:
        return size;
      case "empty":
        return "It is empty. Paste the body as it came.";
      case "altered":
        return [`${size}. It is not what was signed.`, BODY_HINTS[facts.fits ?? ""]]
          .filter(Boolean)
          .join(" ");
      default:
        return listed(facts);
    }
  },
  event: (facts) => {
    const type = facts.type === undefined ? "" : `${facts.type}`;
    const id = facts.id === undefined ? "" : `, ${facts.id}`;
    switch (facts.why) {
      case undefined:
        return `${type}${id}`;
      case "not_json":
        return "The body is no JSON object, so no event can be read from it.";
      case "no_type":
        return "The body states no type of event.";
      case "no_id":
        return `${type}, without an id: a repeat could not be told apart.`;
      case "seen_before":
        return `${type}${id}. This id was pasted before; deliveries may come twice.`;
      default:
        return listed(facts);
    }
  },
};

const SECRET_HINTS: Readonly<Record<string, string>> = {
  without_space_around: "It would fit without the white space around the secret.",
  without_prefix: "It would fit without the whsec_ before the secret.",
};

const BODY_HINTS: Readonly<Record<string, string>> = {
  without_space_around: "It would fit without the white space around it.",
  with_line_end: "It would fit with a line end after it.",
  with_unix_line_ends: "It would fit with line ends as Unix writes them.",
  with_windows_line_ends:
    "It would fit with line ends as Windows writes them; pasting changes them.",
};

function bytesText(facts: Facts): string {
  const bytes = Number(facts.bytes ?? "0");
  return bytes === 1 ? "1 byte" : `${countText(bytes)} bytes`;
}

/** Facts we have no sentence for, as they came. */
function listed(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
}
