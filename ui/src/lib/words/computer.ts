// Words for this computer: the journal, the keychain, the program and its simulator.
import type { CodeWords } from "../errors";

const LEFT_ALONE = "Nothing was sent. Free the cause, then start the console again.";

export const COMPUTER_WORDS: Record<string, CodeWords> = {
  "store.busy": {
    what: "Another program holds the journal.",
    next: "Nothing was sent. Close the other program, then try again.",
    tone: "warn",
  },
  "store.full": {
    what: "The disk is full, so the journal cannot be written.",
    next: "Nothing was sent, because nothing is sent that is not written first. Make room, then try again.",
    tone: "danger",
  },
  "store.read_only": {
    what: "The journal cannot be written on this disk.",
    next: LEFT_ALONE,
    tone: "danger",
  },
  "store.broken": {
    what: "The journal is damaged.",
    next: "Nothing was deleted. Start the console again: it puts the file aside and begins a new one.",
    tone: "danger",
  },
  "store.newer": {
    what: "The journal was written by a newer version of this console.",
    next: "Use that version. This one does not touch the file.",
    tone: "danger",
  },
  "store.foreign": {
    what: "The file in the journal’s place is no journal.",
    next: "It was not touched. Move it away, then start the console again.",
    tone: "danger",
  },
  "store.io": {
    what: "The disk refused to read or write the journal.",
    next: LEFT_ALONE,
    tone: "danger",
  },
  "store.conflict": {
    what: "The journal already has this entry.",
    next: "Look at Orders before you try again.",
    tone: "warn",
  },
  "store.already_settled": {
    what: "The outcome of this order is already known.",
    next: "Open the order to see it.",
    tone: "warn",
  },
  "store.not_found": {
    what: "The journal has no such entry.",
    next: "Go back to the list and open it again.",
    tone: "warn",
  },
  "store.key_use": {
    what: "Nothing was sent: the use of the key could not be counted.",
    next: "Check the disk, then try again.",
    tone: "warn",
  },
  "store.*": {
    what: "The journal on this computer could not be used.",
    next: "Nothing was sent. Check the disk, then try again.",
    tone: "danger",
  },
  "keychain.no_service": {
    what: "No keychain is running on this computer.",
    next: "Choose “this session only”, or start one such as GNOME Keyring.",
    tone: "warn",
  },
  "keychain.locked": {
    what: "The keychain is locked.",
    next: "Unlock it, then try again. Or choose “this session only”.",
    tone: "warn",
  },
  "keychain.timed_out": {
    what: "The keychain did not answer within 5 seconds.",
    next: "Look for a window that asks to unlock it. Or choose “this session only”.",
    tone: "warn",
  },
  "keychain.denied": {
    what: "The keychain refused this program.",
    next: "Allow it there, or choose “this session only”.",
    tone: "warn",
  },
  "keychain.missing": {
    what: "The keychain has no secret for this profile.",
    next: "Enter the secret again.",
    tone: "warn",
  },
  "keychain.*": {
    what: "The keychain failed.",
    next: "Try again, or choose “this session only”.",
    tone: "warn",
  },
  "simulator.not_included": {
    what: "This program was built without a simulator.",
    next: "Start one with the simulator command and connect its key.",
    tone: "warn",
  },
  "simulator.failed": {
    what: "The simulator did not start.",
    next: "{detail}",
    tone: "warn",
  },
  "simulator.not_active": {
    what: "Scenes are played in the built-in simulator, and another profile is active.",
    next: "Switch to the simulator first.",
    tone: "warn",
  },
  "simulator.*": {
    what: "The simulator failed.",
    next: "Close the console and start it again.",
    tone: "warn",
  },
  "console.closing": {
    what: "The console is closing.",
    next: "Start it again to go on.",
    tone: "warn",
  },
  "console.no_random": {
    what: "Nothing was sent: this computer gives out no random numbers.",
    next: "Start the computer again.",
    tone: "danger",
  },
  "console.path_refused": {
    what: "Nothing was sent: the address was not the profile’s own.",
    next: "That is a fault of this console. The code is what support needs.",
    tone: "danger",
  },
  "console.*": {
    what: "The console itself failed.",
    next: "That is a fault of ours. Close the console and start it again; the journal is kept.",
    tone: "danger",
  },
  "window.call_failed": {
    what: "The window could not ask the program behind it.",
    next: "{detail}",
    tone: "danger",
  },
};
