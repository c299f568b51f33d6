// How far an order has come, in a word and a shape.
import type { OrderProgress } from "~/bindings";

export interface ProgressWords {
  word: string;
  shape: "working" | "unknown" | "done" | "waiting" | "refused" | "cancelled" | "warning";
}

export const PROGRESS_WORDS: Record<OrderProgress, ProgressWords> = {
  written: { word: "Written", shape: "working" },
  sending: { word: "Sending", shape: "working" },
  unknown: { word: "Outcome unknown", shape: "unknown" },
  accepted: { word: "Accepted", shape: "done" },
  unpaid: { word: "Unpaid", shape: "waiting" },
  paid: { word: "Paid", shape: "done" },
  provisioned: { word: "Set up", shape: "done" },
  refused: { word: "Refused", shape: "refused" },
  cancelled: { word: "Cancelled", shape: "cancelled" },
  cancelledPaid: { word: "Cancelled, paid", shape: "warning" },
  notSent: { word: "Not sent", shape: "cancelled" },
  needsPerson: { word: "Needs you", shape: "warning" },
  closed: { word: "Closed", shape: "cancelled" },
};
