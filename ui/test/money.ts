// Clues, conflicts, the rescue desk and findings as the host would send them,
// with the parts a test cares about replaced.
import type {
  CluesView,
  ConflictView,
  FindingView,
  ReconciliationView,
  RescueRow,
  RescueView,
} from "~/bindings";

import { anOrder, euros } from "./views";

export function someClues(part: Partial<CluesView> = {}): CluesView {
  return {
    creditBefore: { amount: euros("151.30"), at: "2026-11-23T07:58:00Z" },
    creditAfter: { amount: euros("132.40"), at: "2026-11-23T08:20:00Z" },
    creditChange: euros("-18.90"),
    explained: null,
    services: [],
    invoices: [],
    servicesReadAt: "2026-11-23T08:20:00Z",
    invoicesReadAt: "2026-11-23T08:20:00Z",
    creditReadAt: "2026-11-23T08:20:00Z",
    verdict: "nothingSeen",
    ...part,
  };
}

export function aService(part: Partial<CluesView["services"][number]> = {}) {
  return {
    id: "1012",
    name: "app-03.example",
    product: "KVM L",
    firstSeenFrom: "2026-11-23T08:00:00Z",
    firstSeenTo: "2026-11-23T08:20:00Z",
    matches: true,
    claimed: false,
    orderId: null,
    ...part,
  };
}

export function aConflict(part: Partial<ConflictView> = {}): ConflictView {
  const body = '{"product_id":43,"billing_cycle":"monthly"}';
  return {
    kind: "mismatch",
    sentSha256: "9c41",
    sentBytes: 43,
    journalSha256: "9c41",
    journalBytes: 43,
    sentBody: body,
    journalBody: body,
    same: true,
    at: "2026-11-23T08:10:00Z",
    requestId: "01KAT4",
    ...part,
  };
}

export function aRescueRow(no: number, part: Partial<RescueRow> = {}): RescueRow {
  return {
    order: anOrder({ no, progress: "unpaid", deadline: "2026-11-23T18:00:00Z" }),
    reason: "insufficient_credit_and_no_card",
    cancelledAt: "2026-11-23T18:00:00Z",
    cancelledBy: "2026-11-23T18:00:00Z",
    amount: euros("18.90"),
    shortfallAlone: euros("18.40"),
    portal: "addCredit",
    canCheck: true,
    expired: false,
    lastCheckedAt: null,
    ...part,
  };
}

export function aRescue(part: Partial<RescueView> = {}): RescueView {
  return {
    orders: [],
    credit: { amount: euros("0.50"), at: "2026-11-23T08:20:00Z" },
    steps: [],
    unpriced: [],
    ...part,
  };
}

export function aFinding(part: Partial<FindingView> = {}): FindingView {
  return {
    id: "f1",
    kind: "serviceWithoutOrder",
    money: null,
    order: null,
    service: { id: "1099", name: "web-09.example" },
    invoice: null,
    from: "2026-11-23T07:00:00Z",
    to: "2026-11-23T08:20:00Z",
    facts: {},
    settledAt: null,
    note: null,
    ...part,
  };
}

export function aReconciliation(part: Partial<ReconciliationView> = {}): ReconciliationView {
  return {
    findings: [],
    settled: [],
    basis: {
      servicesAt: "2026-11-23T08:20:00Z",
      invoicesAt: "2026-11-23T08:20:00Z",
      creditAt: "2026-11-23T08:20:00Z",
      ordersCount: 3,
      complete: true,
    },
    madeAt: "2026-11-23T08:20:00Z",
    adopted: 0,
    running: false,
    ...part,
  };
}
