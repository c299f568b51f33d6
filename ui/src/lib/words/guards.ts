// Words for the guards of a profile and for the order file.
import type { CodeWords } from "../errors";

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const GUARD_WORDS: Record<string, CodeWords> = {
  "profile.read_only": warn(
    "This profile is read-only. Nothing was sent now.",
    "Switch read-only off in Settings, then try again.",
  ),
  "guards.type_label": warn(
    "This makes a guard looser, and the name of the profile was not typed.",
    "Type the name as it is shown. Nothing was changed.",
  ),
  "guards.type_amount": warn(
    "The amount was not typed as the button shows it.",
    "Type it again. No cap was lifted.",
  ),
  "guards.nothing_to_lift": warn(
    "No cap stands in the way of this order.",
    "Look at the review again.",
  ),
  "guards.amount": warn(
    "A cap is not an amount of money.",
    "Write it like 50.00 EUR, or leave it empty for no cap.",
  ),
  "guards.hours": warn(
    "The hours for which the same order is shown are out of range.",
    "Choose 0 to {most} hours.",
  ),
  "guards.*": warn("The guards of this profile could not be changed.", "Look at them again."),
  "order_file.unreadable": warn(
    "This is not an order file, or it is not whole.",
    "Ask for the file again, sent as a file and not as text.",
  ),
  "order_file.too_large": warn(
    "This file is larger than any order file.",
    "Choose the file that ends with .khorder.json.",
  ),
  "order_file.newer_version": warn(
    "A newer version of this console wrote this file.",
    "Update this console, then open it again.",
  ),
  "order_file.altered": {
    what: "This order file was altered after it was saved. It is not opened.",
    next: "Ask the person who drafted it for the file again, and compare the fingerprint by phone.",
    tone: "danger",
  },
  "order_file.expired": warn(
    "This order file has expired: it was valid until {expired_at}.",
    "Ask for a new one. Nothing is sent from this one, because KernelHost forgets a request after 24 hours.",
  ),
  "order_file.not_yet": warn(
    "This order file says it was drafted at {drafted_at}, and it is not so late yet.",
    "Check the clocks of both computers, then ask for a new file.",
  ),
  "order_file.other_account": warn(
    "This order file is for another account.",
    "Switch to the profile of that account, then open it again.",
  ),
  "order_file.account_unknown": warn(
    "Which account this profile has was never read.",
    "Check the connection, then try again.",
  ),
  "order_file.other_place": {
    what: "This order file is for another place: one of profile and file is the simulator.",
    next: "Switch to the right profile, then open it again.",
    tone: "danger",
  },
  "order_file.other_key": warn(
    "Another key may send this order file: {sender_key}.",
    "Switch to the profile of that key, or ask for a file for yours.",
  ),
  "order_file.no_longer_fits": warn(
    "The product has changed: what this file sends is not what would be ordered now.",
    "Ask for a new file. Nothing was sent.",
  ),
  "order_file.from_file": warn(
    "This order comes from a file already. Nothing was sent and nothing was saved.",
    "Send it from here, or give on the file you have: a second file would be a second order.",
  ),
  "order_file.hours": warn(
    "An order file is valid for 1 to 23 hours.",
    "Choose how long it is valid, then save it again.",
  ),
  "order_file.*": warn("The order file could not be used.", "Ask for a new one."),
};
