// Words for the way to KernelHost and for what came back.
import type { CodeWords } from "../errors";

const NO_ANSWER: CodeWords = {
  what: "It was sent, but no whole answer came.",
  next: "Check the connection. What was read before is still shown, with its age.",
  tone: "warn",
};

const NOT_REACHED: CodeWords = {
  what: "KernelHost was not reached. Nothing was sent.",
  next: "Check this computer’s connection, then try again.",
  tone: "warn",
};

export const ANSWER_WORDS: Record<string, CodeWords> = {
  "network.connect_failed": NOT_REACHED,
  "network.connect_timeout": NOT_REACHED,
  "network.request_rewritten": {
    what: "Nothing was sent: the request would have been altered on its way.",
    next: "Look for a proxy or a filter on this computer.",
    tone: "warn",
  },
  "network.answer_timeout": NO_ANSWER,
  "network.connection_broken": NO_ANSWER,
  "network.call_abandoned": NO_ANSWER,
  "network.answer_too_large": {
    what: "The answer was larger than this console accepts.",
    next: "Try again. The request id is what support needs.",
    tone: "warn",
  },
  "network.*": NO_ANSWER,
  "provider.failed": {
    what: "KernelHost failed while answering.",
    next: "That is on its side. Try again later; the request id is what its support needs.",
    tone: "warn",
  },
  "provider.*": {
    what: "KernelHost failed while answering.",
    next: "Try again later.",
    tone: "warn",
  },
  "answer.unreadable": {
    what: "KernelHost answered in a form this console cannot read.",
    next: "Nothing kept was changed. The answer is stored untouched; try again later.",
    tone: "warn",
  },
  "answer.redirected": {
    what: "KernelHost pointed to another address. A signed call is never sent elsewhere.",
    next: "Check the address of the profile.",
    tone: "warn",
  },
  "answer.*": {
    what: "The answer could not be used.",
    next: "Try again later.",
    tone: "warn",
  },
  "refused.validation_failed": {
    what: "KernelHost refused what was filled in.",
    next: "Its own words are below. Put them right and try again.",
    tone: "warn",
  },
  "refused.missing_scope": {
    what: "This key may not do that.",
    next: "Give the key the scope in the portal, then check the connection here.",
    tone: "warn",
  },
  "refused.not_found": {
    what: "KernelHost does not show this to the key. That does not mean it is gone.",
    next: "Check in the portal.",
    tone: "warn",
  },
  "refused.idempotency_conflict": {
    what: "KernelHost has seen this order’s key with other contents, or is still working on it.",
    next: "Do not order again. Look at the order in a minute.",
    tone: "danger",
  },
  "refused.other": {
    what: "KernelHost refused.",
    next: "Its own words are below.",
    tone: "warn",
  },
  "refused.*": {
    what: "KernelHost refused.",
    next: "Its own words are below.",
    tone: "warn",
  },
};
