// Words for the key, the clock and the limits: what keeps a call from being made or accepted.
import type { CodeWords } from "../errors";

const FORM_FAULT: CodeWords = {
  what: "KernelHost found the signature malformed.",
  next: "That is a fault of this console. The request id is what support needs.",
  tone: "danger",
};

export const ACCESS_WORDS: Record<string, CodeWords> = {
  "auth.missing_headers": FORM_FAULT,
  "auth.bad_key": FORM_FAULT,
  "auth.bad_timestamp": FORM_FAULT,
  "auth.bad_nonce": FORM_FAULT,
  "auth.bad_signature": FORM_FAULT,
  "auth.timestamp_out_of_window": {
    what: "The clock is more than five minutes off, and correcting it once did not help.",
    next: "Set this computer’s clock, then check again.",
    tone: "warn",
  },
  "auth.signature_mismatch": {
    what: "KernelHost refused the signature: the secret is not the one of this key.",
    next: "Enter the secret again. If it is surely right, choose the other signed path under Advanced.",
    tone: "warn",
  },
  "auth.replay_detected": {
    what: "KernelHost says that it saw this call before.",
    next: "Try again. If it happens twice, something between here and KernelHost repeats calls.",
    tone: "warn",
  },
  "auth.unknown_or_locked_key": {
    what: "KernelHost does not know this key, or has locked it for 15 minutes. It says the same for both.",
    next: "Look at the key in the portal. If it is there, wait 15 minutes before the next try.",
    tone: "warn",
  },
  "auth.ip_not_allowed": {
    what: "This key may not be used from this computer’s address.",
    next: "Add the address to the key’s IP list in the portal.",
    tone: "warn",
  },
  "auth.other": {
    what: "KernelHost refused the key for a reason this console does not know.",
    next: "Its own words are below.",
    tone: "warn",
  },
  "auth.held_back": {
    what: "Nothing was sent: KernelHost refused two signatures within ten minutes.",
    next: "At five it locks the key. Wait until {until}, or put the cause right and sign one call.",
    tone: "warn",
  },
  "auth.near_lockout": {
    what: "Nothing was sent: one more refusal could lock the key for 15 minutes.",
    next: "Wait until {until}. Meanwhile, check the secret and the clock.",
    tone: "danger",
  },
  "auth.*": {
    what: "KernelHost refused the key.",
    next: "Its own words are below.",
    tone: "warn",
  },
  "limit.rate_limited": {
    what: "KernelHost asks for fewer calls.",
    next: "Nothing was done. The next call can go out in {retry}.",
    tone: "warn",
  },
  "limit.minute": {
    what: "Nothing was sent: the calls of this minute are used up.",
    next: "The next one can go out at {until}.",
    tone: "warn",
  },
  "limit.day": {
    what: "Nothing was sent: the calls of today are used up.",
    next: "The count starts again at {until}.",
    tone: "warn",
  },
  "limit.day_reserve": {
    what: "Only the calls kept for your clicks are left today.",
    next: "What runs in the background waits until {until}. Your own clicks still work.",
    tone: "warn",
  },
  "limit.quiet": {
    what: "Nothing was sent: KernelHost asked for quiet.",
    next: "The next call can go out at {until}.",
    tone: "warn",
  },
  "limit.unanswered": {
    what: "Nothing was sent: several calls in a row went unanswered.",
    next: "The next one goes out at {until} at the earliest, so that a lock-out cannot happen unseen.",
    tone: "warn",
  },
  "limit.busy": {
    what: "Nothing was sent: another call with this key does not end.",
    next: "Try again in a moment.",
    tone: "warn",
  },
  "limit.*": {
    what: "Nothing was sent: a limit is reached.",
    next: "Try again later.",
    tone: "warn",
  },
  "clock.unknown": {
    what: "KernelHost’s time could not be learnt, so nothing was signed.",
    next: "Check the connection, then try again.",
    tone: "warn",
  },
  "clock.*": {
    what: "The clocks could not be compared, so nothing was signed.",
    next: "Check the connection, then try again.",
    tone: "warn",
  },
};
