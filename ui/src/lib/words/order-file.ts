// Order files in words: what one is for, and why one cannot be sent.
import type { ErrorView } from "~/bindings";

import type { CodeWords } from "../errors";

/** A fingerprint in groups of four, to be read aloud; as it is where it has groups already. */
export function fingerprintGroups(fingerprint: string): string[] {
  const groups = fingerprint.split(/[\s-]+/).filter(Boolean);
  if (groups.length > 1) return groups;
  return fingerprint.match(/.{1,4}/g) ?? [];
}

/** How a file that cannot be sent is shown: what it is, why, and the steps that help. */
export interface RefusalWords {
  title: string;
  why: string;
  steps: string[];
}

type Writer = (facts: Readonly<Record<string, string | undefined>>) => RefusalWords;

const REFUSALS: Readonly<Record<string, Writer>> = {
  "order_file.unreadable": () => ({
    title: "This is no order file",
    why: "It does not have the form of one. Nothing was sent.",
    steps: [
      "Look whether it is the right file: its name begins with kernelhost-order.",
      "Mail programs sometimes rewrite what they carry. Have it sent again as an attachment or in an archive.",
    ],
  }),
  "order_file.altered": () => ({
    title: "This order file was altered",
    why: "Its contents do not fit its own seal, so it is not what was saved. Nothing was sent, and nothing can be sent from it.",
    steps: [
      "Do not order from it, not even by hand, before you know what was changed and by whom.",
      "Ask whoever drafted it to save it anew and to read its fingerprint to you.",
    ],
  }),
  "order_file.expired": ({ expired_at }) => ({
    title: "This order file has expired",
    why: `It could be sent until ${expired_at ?? "a time it does not name"}. KernelHost forgets an order key after a day; sent later, it could buy a second time. Nothing was sent.`,
    steps: [
      "Look under Orders, there and here, whether it was sent before it expired.",
      "If it was not, have it saved anew. A new file gets a new key.",
    ],
  }),
  "order_file.not_yet": ({ drafted_at }) => ({
    title: "This order file comes from the future",
    why: `It says that it was drafted at ${drafted_at ?? "a later time"}, and it is not so late yet. With a clock that cannot be trusted nobody knows when it expires. Nothing was sent.`,
    steps: [
      "Check the clocks of both computers.",
      "Then have it saved anew, or wait until that time.",
    ],
  }),
  "order_file.no_longer_fits": () => ({
    title: "The product is another one now",
    why: "An option, a choice or the product itself changed since it was drafted, so what this file sends is not what would be ordered today. Nothing was sent.",
    steps: ["Have it reviewed and saved anew."],
  }),
  "order_file.account_unknown": () => ({
    title: "It is not known which account this profile has",
    why: "The file names the account it is for, and that of this profile was never read. Nothing was sent.",
    steps: ["Check the connection of this profile, then open the file again."],
  }),
  "order_file.newer_version": () => ({
    title: "This order file is from a newer console",
    why: "This version does not know all that is in it, and does not guess. Nothing was sent.",
    steps: [
      "Update this console, then open the file again.",
      "Or have the order saved with this version.",
    ],
  }),
  "order_file.other_account": () => ({
    title: "This order file is for another account",
    why: "It was drafted for another account at KernelHost than the one this profile works for. Nothing was sent.",
    steps: ["Switch to a profile of that account, then open the file again."],
  }),
  "order_file.other_place": () => ({
    title: "This order file is for another place",
    why: "A file drafted in a simulator is never sent to KernelHost, and one drafted for KernelHost never to a simulator. Nothing was sent.",
    steps: ["Switch to a profile of the place it was drafted for, then open the file again."],
  }),
  "order_file.other_key": ({ sender_key }) => ({
    title: "Another key may send this order file",
    why: `Only the key ${sender_key ?? "it names"} may send it. Whether KernelHost knows one order key across several API keys is not documented, so a second key could buy a second time. Nothing was sent.`,
    steps: [
      "Switch to the profile of that key, or hand the file to whoever has it.",
      "Or have it saved anew for the key of this profile.",
    ],
  }),
  "order_file.too_large": () => ({
    title: "This file is too large for an order file",
    why: "An order file has a few thousand bytes and never more than 64 KiB. It was not read. Nothing was sent.",
    steps: ["Look whether it is the right file: its name begins with kernelhost-order."],
  }),
};

/** The screen of a refusal; `null` where the error is none of the file itself. */
export function refusalWords(
  error: ErrorView,
  time: (text: string) => string,
): RefusalWords | null {
  const facts = { ...error.facts };
  for (const name of ["expired_at", "drafted_at"]) {
    if (facts[name]) facts[name] = time(facts[name]);
  }
  return REFUSALS[error.code]?.(facts) ?? null;
}

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const ORDER_FILE_WORDS: Record<string, CodeWords> = {
  "order_file.unreadable": warn(
    "This is no order file. Nothing was sent.",
    "Look whether it is the right one, and have it sent again.",
  ),
  "order_file.altered": warn(
    "This order file was altered. Nothing was sent.",
    "Ask whoever drafted it to save it anew and to read its fingerprint to you.",
  ),
  "order_file.expired": warn(
    "This order file could be sent until {expired_at}. Nothing was sent.",
    "Look under Orders whether it was sent before; if not, have it saved anew.",
  ),
  "order_file.not_yet": warn(
    "This order file says it was drafted at {drafted_at}, and it is not so late yet. Nothing was sent.",
    "Check the clocks of both computers.",
  ),
  "order_file.no_longer_fits": warn(
    "The product changed, so this file no longer fits. Nothing was sent.",
    "Have it reviewed and saved anew.",
  ),
  "order_file.account_unknown": warn(
    "Which account this profile has was never read. Nothing was sent.",
    "Check the connection, then open the file again.",
  ),
  "order_file.newer_version": warn(
    "This order file is from a newer console. Nothing was sent.",
    "Update this console, then open it again.",
  ),
  "order_file.other_account": warn(
    "This order file is for another account. Nothing was sent.",
    "Switch to a profile of that account.",
  ),
  "order_file.other_place": warn(
    "This order file is for another place, simulator or KernelHost. Nothing was sent.",
    "Switch to a profile of the place it was drafted for.",
  ),
  "order_file.other_key": warn(
    "Only the key {sender_key} may send this order file. Nothing was sent.",
    "Switch to the profile of that key.",
  ),
  "order_file.too_large": warn(
    "This file is too large for an order file. Nothing was sent.",
    "Look whether it is the right one.",
  ),
  "order_file.hours": warn(
    "An order file is good for 1 to 23 hours. Nothing was saved.",
    "Choose another time.",
  ),
  "order_file.from_file": warn(
    "This order comes from an order file already, and a second file could buy it twice. Nothing was saved.",
    "Send it from here, or have the file saved anew where it was drafted.",
  ),
  "order_file.*": warn(
    "The order file cannot be used. Nothing was sent.",
    "Have it saved anew, then open it again.",
  ),
};
