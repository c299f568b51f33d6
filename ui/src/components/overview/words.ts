// Words for what needs a person.
import type { AttentionView } from "~/bindings";

export interface AttentionWords {
  title: string;
  why: string;
  act: string;
  /** What ends at the deadline, for people who listen. */
  ends: string;
  /** Before the end as clock time. */
  endWord: string;
}

const REASONS: Readonly<Record<string, string>> = {
  insufficient_credit_and_no_card: "credit too low, no card stored",
  card_declined: "the bank refused the card",
  card_expired: "the stored card has expired",
  client_not_found: "KernelHost’s billing did not find the account",
};

/** Title, reason and act; `amount` is the amount due as it may be shown. */
export function attentionWords(attention: AttentionView, amount: string): AttentionWords {
  const { order } = attention;
  const what = order.customer ? `${order.product} for ${order.customer}` : order.product;
  switch (attention.kind) {
    case "orderUnknown":
      return {
        title: `Did ${what} go through?`,
        why: `The connection broke before an answer came. Up to ${amount} may have moved. Repeating the same request is safe.`,
        act: "Resolve…",
        ends: `Safe repeating of No. ${order.no}`,
        endWord: "safe until",
      };
    case "orderUnpaid":
      return {
        title: `Pay for ${what}`,
        why: `Refused: ${reasonWords(attention.reason)}. Nothing was charged. ${amount} due. Pay this order in the portal; ordering again buys a second one.`,
        act: "Rescue…",
        ends: `Time to pay No. ${order.no}`,
        endWord: "cancelled at",
      };
    case "orderNeedsPerson":
      return {
        title: `Look for ${what} in the portal`,
        why: `Its outcome was never learnt, and repeating it now could buy a second one. Up to ${amount} may have moved.`,
        act: "See the facts…",
        ends: `Order No. ${order.no}`,
        endWord: "since",
      };
  }
}

function reasonWords(reason: string | null): string {
  if (reason === null) return "the provider gave no reason";
  return REASONS[reason] ?? `“${reason}”`;
}
