// Words for orders and their payment.
import type { CodeWords } from "../errors";

export const ORDER_WORDS: Record<string, CodeWords> = {
  "payment.insufficient_credit_and_no_card": {
    what: "Not paid: the credit is too low and no card is stored.",
    next: "The order exists for 24 hours. Add credit in the portal and pay it there; ordering again buys a second one.",
    tone: "warn",
  },
  "payment.card_declined": {
    what: "Not paid: the bank refused the card.",
    next: "The order exists for 24 hours. Ask the bank or store another card, then pay it in the portal.",
    tone: "warn",
  },
  "payment.card_expired": {
    what: "Not paid: the stored card has expired.",
    next: "The order exists for 24 hours. Store a valid card, then pay the order in the portal.",
    tone: "warn",
  },
  "payment.client_not_found": {
    what: "Not paid: KernelHost’s billing does not find your account.",
    next: "The order exists for 24 hours. This should not happen; its support can put it right.",
    tone: "danger",
  },
  "payment.other": {
    what: "Not paid, for a reason this console does not know.",
    next: "The order exists for 24 hours. KernelHost’s own words are below; pay it in the portal.",
    tone: "warn",
  },
  "payment.*": {
    what: "Not paid.",
    next: "The order exists for 24 hours. Pay it in the portal; ordering again buys a second one.",
    tone: "warn",
  },
  "order.review_not_found": {
    what: "This review is not known any more.",
    next: "Review the order again; nothing was sent.",
    tone: "warn",
  },
  "order.changed": {
    what: "The product changed since you looked. Nothing was sent.",
    next: "Look at what changed, then decide again.",
    tone: "warn",
  },
  "order.not_ready": {
    what: "The order cannot be sent as it stands.",
    next: "The list of checks says what to change.",
    tone: "warn",
  },
  "order.other_profile": {
    what: "This review was made in another profile. Nothing was sent.",
    next: "Switch back to that profile, or review it here again.",
    tone: "warn",
  },
  "order.not_found": {
    what: "The journal has no order of this number.",
    next: "Go back to Orders.",
    tone: "warn",
  },
  "order.busy": {
    what: "This order is being sent or looked up right now.",
    next: "Its outcome will show here.",
    tone: "warn",
  },
  "order.too_old": {
    what: "Repeating is locked: KernelHost forgets a request after 24 hours and would sell a second one.",
    next: "Look in the portal whether the order is there.",
    tone: "danger",
  },
  "order.click_over": {
    what: "Too much time passed after the click; perhaps the computer slept. The order was not sent.",
    next: "Review it again: the price may be another one.",
    tone: "warn",
  },
  "order.nothing_to_repeat": {
    what: "The outcome is known; there is nothing to repeat.",
    next: "Open the order to see it.",
    tone: "warn",
  },
  "order.nothing_to_decide": {
    what: "This order does not need your word; KernelHost’s own answer settles it.",
    next: "Open the order to see how it stands.",
    tone: "warn",
  },
  "order.service_claimed": {
    what: "Order No. {no} made this service.",
    next: "Name another service, or none.",
    tone: "warn",
  },
  "order.nothing_to_check": {
    what: "KernelHost never named this order, so its status cannot be asked.",
    next: "Look in the portal.",
    tone: "warn",
  },
  "order.age_unknown": {
    what: "The clock cannot be trusted, so how old the request is is not known. It is not repeated by itself.",
    next: "Set the clock, then check the connection.",
    tone: "warn",
  },
  "order.outcome_not_kept": {
    what: "The order was sent, and then the journal on this computer failed.",
    next: "Look at the list of orders before anything else; do not order again.",
    tone: "danger",
  },
  "finding.not_found": {
    what: "This finding is not there any more.",
    next: "Look at the list again.",
    tone: "warn",
  },
  "finding.*": {
    what: "The finding could not be handled.",
    next: "Look at the list again.",
    tone: "warn",
  },
  "order.*": {
    what: "The order could not be handled.",
    next: "Open it in Orders to see how far it came.",
    tone: "warn",
  },
  "catalogue.nothing_kept": {
    what: "The product could not be read, and no earlier copy is kept.",
    next: "Go back to the catalogue and read it again.",
    tone: "warn",
  },
  "catalogue.*": {
    what: "The catalogue could not be read.",
    next: "Try again later.",
    tone: "warn",
  },
};
