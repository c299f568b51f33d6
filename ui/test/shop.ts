// The catalogue and orders as the host would send them, with the parts a test
// cares about replaced.
import type {
  CapView,
  CatalogueView,
  OptionView,
  OrderFileView,
  OrdersView,
  OrderView,
  PriceView,
  ProductRow,
  ProductView,
  ReviewView,
  TwinView,
} from "~/bindings";

import { anOrder, euros } from "./views";

export function aPrice(cycle: string, months: number, amount: string | null): PriceView {
  return {
    cycle,
    months,
    amount: amount === null ? null : euros(amount),
    setup: null,
    perMonth: null,
  };
}

export function aRow(part: Partial<ProductRow> = {}): ProductRow {
  return {
    id: "43",
    name: "KVM L",
    family: "KVM root servers",
    summary: "6 vCPU, 16 GB RAM",
    specs: { cpu: "6 vCPU", ram: "16 GB", disk: "160 GB NVMe" },
    prices: [aPrice("monthly", 1, "18.90"), aPrice("annually", 12, "215.46")],
    perCore: euros("3.15"),
    perRam: euros("1.18"),
    stock: "inStock",
    ...part,
  };
}

export function aCatalogue(part: Partial<CatalogueView> = {}): CatalogueView {
  const rows = part.rows ?? [aRow()];
  return {
    readAt: "2026-11-23T08:02:00Z",
    reading: false,
    error: null,
    all: rows.length,
    total: rows.length,
    families: [{ name: "KVM root servers", count: rows.length }],
    cycles: ["monthly", "annually"],
    rows,
    ...part,
  };
}

export const SYSTEM: OptionView = {
  id: "os",
  name: "Operating system",
  required: true,
  kind: "choice",
  choices: [
    { id: "d12", name: "Debian 12", prices: [aPrice("monthly", 1, "0.00")] },
    { id: "w22", name: "Windows Server", prices: [aPrice("monthly", 1, "19.90")] },
  ],
};

export const ADDRESSES: OptionView = {
  id: "ip",
  name: "Extra IPv4 addresses",
  required: false,
  kind: "quantity",
  choices: [{ id: "1", name: "IPv4", prices: [aPrice("monthly", 1, "2.00")] }],
};

export function aProduct(part: Partial<ProductView> = {}): ProductView {
  return {
    row: aRow(),
    description: "Six cores.\nOne address.",
    options: [],
    readAt: "2026-11-23T08:24:07Z",
    fresh: true,
    error: null,
    original: '{"id":43}',
    requestId: "01KAT6Y4HV3W",
    ...part,
  };
}

export function aReview(part: Partial<ReviewView> = {}): ReviewView {
  return {
    reviewId: "r1",
    profileId: "p1",
    draft: { productId: "43", cycle: "monthly", hostname: null, options: [], customer: null },
    product: aProduct(),
    lines: [{ kind: "product", label: "KVM L", amount: euros("18.90") }],
    now: euros("18.90"),
    recurring: euros("18.90"),
    everyMonths: 1,
    perMonth: euros("18.90"),
    creditBefore: { amount: euros("132.40"), at: "2026-11-23T08:20:00Z" },
    creditAfter: euros("113.50"),
    payment: "credit",
    twins: [],
    caps: [],
    file: null,
    checks: [{ kind: "keyMayOrder", state: "pass", facts: { scope: "write:orders" } }],
    changes: [],
    idempotencyKey: "ord-01KAT6W2",
    canOrder: true,
    error: null,
    madeAt: "2026-11-23T08:24:07Z",
    ...part,
  };
}

export function aTwin(part: Partial<TwinView> = {}): TwinView {
  return {
    no: 12,
    product: "KVM L",
    hostname: null,
    customer: "Bakery Brandt",
    now: euros("18.90"),
    progress: "unpaid",
    createdAt: "2026-11-23T06:00:00Z",
    deadline: "2026-11-24T06:00:00Z",
    why: "unpaid",
    blocks: false,
    ...part,
  };
}

export function aCap(part: Partial<CapView> = {}): CapView {
  return {
    kind: "day",
    limit: euros("50.00"),
    spent: euros("39.80"),
    after: euros("58.70"),
    over: true,
    lifted: false,
    ...part,
  };
}

export function anOrderFile(part: Partial<OrderFileView> = {}): OrderFileView {
  return {
    fingerprint: "7KQ2-M4XA-9B3C-5D7E",
    draftedAt: "2026-11-23T07:10:00Z",
    draftedBy: "Office",
    expiresAt: "2026-11-23T15:10:00Z",
    senderKey: "kh_live_7Q2M4XA9B3C5D7E9F1G2H4J6K8L0M2N4",
    draftedNow: euros("18.90"),
    draftedRecurring: euros("18.90"),
    review: aReview(),
    knownOrder: null,
    changes: [],
    ...part,
  };
}

export function aFullOrder(part: Partial<OrderView> = {}): OrderView {
  return {
    row: anOrder(),
    profileId: "p1",
    lines: [{ kind: "product", label: "KVM L", amount: euros("18.90") }],
    recurring: euros("18.90"),
    options: [],
    creditBefore: null,
    idempotencyKey: "ord-01KAT6VK",
    request: "POST /v1/orders",
    body: '{"product_id":43}',
    bodySha256: "9c41",
    attempts: [],
    timeline: [],
    safeUntil: null,
    canRepeat: false,
    repeatsByItself: false,
    perhapsElsewhere: false,
    canCheck: false,
    takesAWord: false,
    unpaid: null,
    error: null,
    orderId: null,
    invoiceId: null,
    serviceIds: [],
    original: null,
    clues: null,
    conflict: null,
    decision: null,
    ...part,
  };
}

export function someOrders(part: Partial<OrdersView> = {}): OrdersView {
  const rows = part.rows ?? [anOrder()];
  const all = rows.length;
  return { all, needsYou: all, open: all, ended: 0, total: all, rows, ...part };
}
