// Services and actions as the host would send them, with the parts a test
// cares about replaced.
import type {
  ActionKind,
  ActionPlanView,
  ActionView,
  ActView,
  PricePart,
  ServiceRow,
  ServicesQuery,
  ServicesView,
  ServiceView,
  SyncView,
} from "~/bindings";

import { euros } from "./views";

export function aServiceRow(part: Partial<ServiceRow> = {}): ServiceRow {
  return {
    id: "7001",
    name: "web-07.studio-lindqvist.example",
    hostname: "web-07.studio-lindqvist.example",
    customer: "Studio Lindqvist",
    product: "KVM M",
    productId: "42",
    family: "kvm",
    condition: "running",
    statusRaw: "active",
    powerRaw: "running",
    ip: "203.0.113.47",
    due: { raw: "2026-12-14", at: null, day: "2026-12-14" },
    price: euros("9.90"),
    cycle: "monthly",
    seenAt: "2026-11-23T08:20:00Z",
    missingSince: null,
    acting: null,
    unknown: false,
    ...part,
  };
}

/** Rows with ids and names of their own. */
export function manyServices(count: number): ServiceRow[] {
  return Array.from({ length: count }, (_, n) =>
    aServiceRow({
      id: String(7000 + n),
      name: `web-${n}.example`,
      hostname: `web-${n}.example`,
      ip: `203.0.113.${n}`,
    }),
  );
}

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

/** The page of `rows` that the query asks for. */
export function aPage(
  rows: ServiceRow[],
  query: ServicesQuery,
  part: Partial<ServicesView> = {},
): ServicesView {
  return {
    all: rows.length,
    current: rows.length,
    needsLook: 0,
    dueSoon: 0,
    ended: 0,
    families: [{ family: "kvm", count: rows.length }],
    total: rows.length,
    rows: rows.slice(query.offset, query.offset + query.limit),
    sync: aSync(),
    ...part,
  };
}

const PRICE: PricePart[] = [
  { kind: "outOfReach", amount: null, count: null },
  { kind: "staysBilled", amount: euros("9.90"), count: null },
  { kind: "calls", amount: null, count: 1 },
  { kind: "auditEntry", amount: null, count: 2 },
];

const END: PricePart[] = [
  { kind: "dataErased", amount: null, count: null },
  { kind: "addressesReturned", amount: null, count: null },
  { kind: "renewalsEnd", amount: null, count: null },
  { kind: "calls", amount: null, count: 2 },
];

export function anAct(kind: ActionKind, part: Partial<ActView> = {}): ActView {
  const danger = kind === "terminate" || kind === "reinstall" || kind === "suspend";
  return { kind, allowed: true, reason: null, price: danger ? END : PRICE, danger, ...part };
}

export const ALL_ACTS: ActView[] = [
  anAct("start", { allowed: false, reason: "already_running" }),
  anAct("stop"),
  anAct("reboot"),
  anAct("reinstall"),
  anAct("suspend"),
  anAct("unsuspend", { allowed: false, reason: "not_suspended" }),
  anAct("terminate"),
];

export function aService(part: Partial<ServiceView> = {}): ServiceView {
  return {
    row: aServiceRow(),
    ips: ["203.0.113.47", "2001:db8:4f::47"],
    created: { raw: "2026-05-14", at: null, day: "2026-05-14" },
    orderId: "5102",
    orderNo: null,
    firstSeenAt: "2026-05-14T10:00:00Z",
    requestId: "01KAT6Y4HV3W",
    own: { name: null, customer: "Studio Lindqvist", note: null },
    acts: ALL_ACTS,
    action: null,
    mayLook: true,
    timeline: [],
    timelineTotal: 0,
    original: '{"id":7001}',
    withheld: ["root_password"],
    error: null,
    ...part,
  };
}

export function aPlan(kind: ActionKind, part: Partial<ActionPlanView> = {}): ActionPlanView {
  const typed = kind === "terminate" || kind === "reinstall";
  return {
    plan: `plan-${kind}`,
    kind,
    service: aServiceRow(),
    price: anAct(kind).price,
    typeThis: typed ? "web-07.studio-lindqvist.example" : null,
    fields: [],
    changes: [],
    blocked: null,
    ...part,
  };
}

export function anAction(kind: ActionKind, part: Partial<ActionView> = {}): ActionView {
  return {
    id: "a1",
    kind,
    serviceId: "7001",
    serviceName: "web-07.studio-lindqvist.example",
    progress: "accepted",
    createdAt: "2026-11-23T08:23:00Z",
    safeUntil: null,
    canRepeat: false,
    idempotencyKey: "act-01KAT6VK",
    request: "POST /v1/services/7001/actions",
    body: `{"action":"${kind}"}`,
    attempts: [],
    timeline: [],
    error: null,
    ...part,
  };
}
