// Why an order was not paid, and the way out of it: own words for each of the
// four documented reasons, and honest ones for any other.
import type { PortalPage } from "~/bindings";

import { endText } from "../time";

export interface UnpaidWords {
  /** What happened. */
  what: string;
  /** What to do, step by step. */
  steps: string[];
  /** Where in the portal; and what the button to it says. */
  page: PortalPage;
  button: string;
}

const AND_PAY = "Open the unpaid invoice in the portal and pay it there.";

const REASONS: Readonly<Record<string, UnpaidWords>> = {
  insufficient_credit_and_no_card: {
    what: "The credit is too low, and no card is stored.",
    steps: ["Add credit in the portal, or store a card there.", AND_PAY],
    page: "addCredit",
    button: "Add credit in the portal",
  },
  card_declined: {
    what: "The credit is too low, and the bank refused the stored card.",
    steps: [
      "Ask the bank why, store another card in the portal, or add credit another way.",
      AND_PAY,
    ],
    page: "cards",
    button: "Open cards in the portal",
  },
  card_expired: {
    what: "The credit is too low, and the stored card has expired.",
    steps: ["Store a valid card in the portal.", AND_PAY],
    page: "cards",
    button: "Open cards in the portal",
  },
  client_not_found: {
    what: "KernelHost’s billing does not find your account. This should not happen.",
    steps: [
      "Tell KernelHost’s support the request id below; only they can put it right.",
      "Then open the unpaid invoice in the portal and pay it there.",
    ],
    page: "home",
    button: "Open the portal",
  },
};

/** The words for a reason as it came; none where the provider gave none. */
export function unpaidWords(reason: string | null): UnpaidWords {
  const known = reason === null ? undefined : REASONS[reason];
  if (known) return known;
  return {
    what:
      reason === null
        ? "KernelHost gives no reason."
        : `KernelHost’s reason is “${reason}”, which this console does not know.`,
    steps: ["Look at the unpaid invoice in the portal, and pay it there."],
    page: "invoices",
    button: "Open invoices in the portal",
  };
}

/**
 * How long an unpaid order still exists: not before `at`, and not after `by`,
 * where KernelHost states no end itself.
 */
export function lifeText(at: Date | null, by: Date | null, now: Date): string {
  if (!at) return "It exists for 24 hours after it was made.";
  if (now < at) return `It still exists until ${endText(at, now)}.`;
  return by && now < by
    ? `KernelHost may have cancelled it already, and does so by ${endText(by, now)}; check it once.`
    : "Its day is over, and KernelHost was not heard to cancel it; check it once.";
}
