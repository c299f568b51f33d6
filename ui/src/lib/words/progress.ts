// How an order stands, as its page says it: the first sentence and the rest.
import type { OrderProgress, OrderView } from "~/bindings";

export interface Standing {
  /** The sentence that answers. */
  first: string;
  rest: string;
  tone: "plain" | "unknown" | "warn" | "danger" | "ok";
}

/** What an order's page says first; `amount`, `sent` and `until` as they may be shown. */
export function standing(order: OrderView, amount: string, sent: string, until: string): Standing {
  return STANDING[order.row.progress](order, amount, sent, until);
}

type Writer = (order: OrderView, amount: string, sent: string, until: string) => Standing;

const STANDING: Readonly<Record<OrderProgress, Writer>> = {
  written: () => ({
    first: "This order is written to disk and was not sent.",
    rest: "No money moved. It is sent when the console has a connection, or shown as not sent.",
    tone: "plain",
  }),
  sending: (_, amount, sent) => ({
    first: `This order was sent at ${sent}; the answer is awaited.`,
    rest: `${amount} is being spent right now. Its outcome shows here.`,
    tone: "plain",
  }),
  unknown: (order, amount, sent) =>
    order.perhapsElsewhere
      ? {
          first:
            "Nothing was bought from here, but another computer may have sent this order file.",
          rest: `If it did, ${amount} may have been taken. Sending the identical order from here gives its answer; if nobody sent it, it buys it now, once.`,
          tone: "unknown",
        }
      : {
          first: `We sent this order at ${sent} and never got an answer that settles it.`,
          rest: `The server may exist and ${amount} may have been taken. Only KernelHost’s own answer settles it.`,
          tone: "unknown",
        },
  accepted: (order, amount) => {
    if (order.decision?.bought) return boughtBySomebody(amount);
    return {
      first: "KernelHost accepted this order.",
      rest: order.row.statusRaw
        ? `It says “${order.row.statusRaw}” and does not say whether it is paid.`
        : "It does not say whether it is paid.",
      tone: "ok",
    };
  },
  unpaid: (order, _amount, _sent, until) => ({
    first: "The order exists at KernelHost and is not paid.",
    rest: `Nothing was charged${order.canCheck ? "." : " when it was sent; whether it was paid since, nobody can ask."} ${until} Ordering again may buy a second one.`,
    tone: "warn",
  }),
  paid: (order, amount) => {
    if (order.decision?.bought) return boughtBySomebody(amount);
    return {
      first: "Paid; KernelHost is setting it up.",
      rest: `${amount} was taken. The console asks again by itself until it is set up.`,
      tone: "ok",
    };
  },
  provisioned: (order, amount) => {
    if (order.decision?.bought) return boughtBySomebody(amount);
    return {
      first: "Paid and set up.",
      rest: `${amount} was taken.${order.serviceIds.length === 0 ? " KernelHost names no service for it." : ""}`,
      tone: "ok",
    };
  },
  refused: () => ({
    first: "KernelHost refused this order. Nothing was bought.",
    rest: "No money moved. A new order gets a new key.",
    tone: "danger",
  }),
  cancelled: () => ({
    first: "KernelHost cancelled this order.",
    rest: "It was never seen paid. Order it anew if it is still wanted.",
    tone: "plain",
  }),
  cancelledPaid: (_, amount) => ({
    first: "KernelHost cancelled this order after it was paid.",
    rest: `${amount} was taken. Whether it is refunded is not stated; look at the credit and the invoice in the portal.`,
    tone: "warn",
  }),
  notSent: () => ({
    first: "This order was never sent. Nothing was bought.",
    rest: "No money moved. Order it anew if it is still wanted.",
    tone: "plain",
  }),
  needsPerson: (order, amount, sent) => ({
    first: "What became of this order was never learnt.",
    rest: order.perhapsElsewhere
      ? `Nothing was bought from here; another computer may have sent its file, and up to ${amount} may have been taken. It cannot be sent from here any more.`
      : order.conflict?.kind === "mismatch"
        ? `It was sent at ${sent}; up to ${amount} may have been taken. KernelHost contradicts itself about its key, so repeating it is locked here.`
        : `It was sent at ${sent}; up to ${amount} may have been taken. Repeating it now could buy a second one, so it is locked here.`,
    tone: "warn",
  }),
  closed: () => ({
    first: "Closed: a person looked and found that nothing was bought.",
    rest: "KernelHost never said so itself. Order it anew if it is still wanted; that is a new purchase.",
    tone: "plain",
  }),
};

/** Known from a person, and said so: the provider never answered. */
function boughtBySomebody(amount: string): Standing {
  return {
    first: "Bought: a person looked and found it.",
    rest: `KernelHost itself was not heard to say so; ${amount} was taken, as far as is seen. Do not order it again.`,
    tone: "ok",
  };
}
