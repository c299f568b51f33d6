// Invoices and events as the host would send them, with the parts a test cares
// about replaced.
import type { ActivityView, EventRow, InvoiceRow, InvoicesView, SyncView } from "~/bindings";

import { euros } from "./views";

export function aSync(part: Partial<SyncView> = {}): SyncView {
  return {
    running: false,
    done: 0,
    total: null,
    waitsUntil: null,
    wholeAt: "2026-11-23T08:20:00Z",
    firstPageOnly: false,
    error: null,
    ...part,
  };
}

export function anInvoice(part: Partial<InvoiceRow> = {}): InvoiceRow {
  return {
    id: "90001",
    number: "KH-2026-0927",
    condition: "paid",
    statusRaw: "Paid",
    date: { raw: "2026-11-20", at: null, day: "2026-11-20" },
    due: { raw: "2026-12-04", at: null, day: "2026-12-04" },
    paid: null,
    net: euros("15.88"),
    tax: euros("3.02"),
    credit: euros("18.90"),
    total: euros("18.90"),
    open: euros("0.00"),
    pdf: { state: "none" },
    seenAt: "2026-11-23T08:20:00Z",
    missingSince: null,
    orderNo: 146,
    ...part,
  };
}

export function someInvoices(rows: InvoiceRow[], part: Partial<InvoicesView> = {}): InvoicesView {
  return {
    all: rows.length,
    open: rows.filter((row) => row.condition === "unpaid").length,
    overdue: rows.filter((row) => row.condition === "overdue").length,
    total: rows.length,
    rows,
    sums: [
      {
        currency: "EUR",
        count: rows.length,
        leftOut: 0,
        net: euros("756.85"),
        tax: null,
        total: euros("900.60"),
        open: euros("0.00"),
      },
    ],
    sync: aSync(),
    ...part,
  };
}

export function anEvent(part: Partial<EventRow> = {}): EventRow {
  return {
    id: 40,
    kind: "service_provisioned",
    group: "services",
    place: { place: "service", id: "9" },
    name: "mc-02",
    from: "2026-11-23T07:51:00Z",
    to: "2026-11-23T07:56:00Z",
    facts: {},
    amount: null,
    source: "services_compared",
    requestId: "01KAT6YA8R2M5N7ZD24D7S9999",
    unread: false,
    needsYou: false,
    ...part,
  };
}

export function someEvents(rows: EventRow[], part: Partial<ActivityView> = {}): ActivityView {
  return {
    all: rows.length,
    unread: rows.filter((row) => row.unread).length,
    needsYou: rows.filter((row) => row.needsYou).length,
    total: rows.length,
    rows,
    digest: null,
    ...part,
  };
}
