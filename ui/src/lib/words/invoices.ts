// Words for invoices: their states, their PDFs on this computer, and what can
// go wrong with those.
import type { InvoiceCondition, InvoiceSums } from "~/bindings";

import type { CodeWords } from "../errors";
import { countText } from "../money";

/** A state in a word and a shape of the state marks. */
export const INVOICE_WORDS: Record<
  InvoiceCondition,
  {
    word: string;
    shape: "done" | "waiting" | "warning" | "out" | "cancelled" | "refused" | "unknown";
  }
> = {
  draft: { word: "Draft", shape: "out" },
  unpaid: { word: "Unpaid", shape: "waiting" },
  overdue: { word: "Overdue", shape: "warning" },
  paid: { word: "Paid", shape: "done" },
  cancelled: { word: "Cancelled", shape: "cancelled" },
  refunded: { word: "Refunded", shape: "refused" },
  collections: { word: "With a collector", shape: "warning" },
  unknown: { word: "Unknown", shape: "unknown" },
};

/** A size of a file: `92 KB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Why a PDF was not kept, in two or three words for a row. */
const SHORT: Readonly<Record<string, string>> = {
  "document.not_a_pdf": "Not a PDF",
  "document.disk_full": "Disk full",
  "document.not_allowed": "Not allowed",
  "document.not_written": "Not written",
  "refused.not_found": "None there",
  "refused.missing_scope": "Not allowed",
  "limit.day": "No calls left",
  "limit.minute": "Wait a minute",
  "limit.rate_limited": "Wait a minute",
};

export function pdfFailure(code: string): string {
  return SHORT[code] ?? "Failed";
}

/** How many were left out of the sums, in words; empty where none were. */
export function leftOutWords(sums: readonly InvoiceSums[]): string {
  const left = sums.reduce((sum, one) => sum + one.leftOut, 0);
  if (left === 0) return "";
  return `${countText(left)} cancelled or refunded, not counted`;
}

/** `1 invoice`, `60 invoices`. */
export function invoiceCount(count: number): string {
  return `${countText(count)} ${count === 1 ? "invoice" : "invoices"}`;
}

export const DOCUMENT_WORDS: Record<string, CodeWords> = {
  "document.*": {
    what: "The PDF could not be kept.",
    next: "Nothing was replaced. Fetch it again; it costs one call.",
    tone: "warn",
  },
  "document.not_a_pdf": {
    what: "What KernelHost sent is not a whole PDF.",
    next: "It was not kept. Fetch it again later, or download it in the portal.",
    tone: "warn",
  },
  "document.not_saved": {
    what: "This PDF was not fetched yet.",
    next: "Fetch it; it costs one call.",
    tone: "warn",
  },
  "document.gone": {
    what: "The PDF is not where it was saved any more.",
    next: "Somebody moved or deleted the file. Fetch it again; it costs one call.",
    tone: "warn",
  },
  "document.changed": {
    what: "The file is not the PDF that was saved: its hash differs.",
    next: "It was not opened. Look at who changed it, or fetch it again; it costs one call.",
    tone: "danger",
  },
  "document.disk_full": {
    what: "The disk is full, so the file could not be written.",
    next: "Nothing was replaced. Make room, then try again.",
    tone: "danger",
  },
  "document.not_allowed": {
    what: "This program may not write into the folder.",
    next: "Nothing was replaced. Allow it, then try again.",
    tone: "danger",
  },
  "document.not_written": {
    what: "The disk refused to write the file.",
    next: "Nothing was replaced. Look at the disk, then try again.",
    tone: "danger",
  },
  "invoice.not_known": {
    what: "This invoice was never read on this computer.",
    next: "Read the list of invoices again, then look for it.",
    tone: "warn",
  },
};
