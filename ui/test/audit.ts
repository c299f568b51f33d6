// Looks at access data, the audit chain and the webhook as the host would send
// them, with the parts a test cares about replaced.
import type {
  AuditEntryView,
  AuditRow,
  AuditView,
  LookField,
  LookPlanView,
  LookView,
  VerdictView,
  WebhookView,
} from "~/bindings";

import { NOW } from "./show";

/** Seconds after the time of all tests, as the host writes it. */
export function later(seconds: number): string {
  return new Date(NOW.getTime() + seconds * 1000).toISOString();
}

export function aLookPlan(part: Partial<LookPlanView> = {}): LookPlanView {
  return {
    serviceId: "1001",
    serviceName: "web-03.bakery-nord.example",
    customer: "Bakery Nord",
    blocked: null,
    last: null,
    reasonAtLeast: 8,
    ...part,
  };
}

const FIELDS: LookField[] = [
  { index: 0, name: "ip", secret: false, value: "203.0.113.23" },
  { index: 1, name: "password", secret: true, value: null },
  { index: 2, name: "vnc_password", secret: true, value: null },
];

export function aLook(part: Partial<LookView> = {}): LookView {
  return {
    look: "look-1",
    serviceId: "1001",
    serviceName: "web-03.bakery-nord.example",
    fields: FIELDS,
    requestId: "01KAT6Y4HV3W",
    readAt: later(0),
    endsAt: later(300),
    ...part,
  };
}

export function aVerdict(part: Partial<VerdictView> = {}): VerdictView {
  return {
    state: "whole",
    entries: 4812,
    from: "2026-02-03T09:00:00Z",
    to: later(-180),
    firstBad: null,
    why: null,
    afterSeal: 0,
    notCheckable: 0,
    checkedAt: later(0),
    tookMs: 412,
    ...part,
  };
}

export function anAuditRow(seq: number, part: Partial<AuditRow> = {}): AuditRow {
  return {
    seq,
    at: later(-seq),
    act: "order.place",
    target: "43",
    targetName: "KVM L",
    outcome: "done",
    requestId: "01KAT6X9",
    seal: "e1a70b42",
    ...part,
  };
}

/** A page of a chain with numbers from `all` down to 1. */
export function anAudit(all: number, offset = 0, part: Partial<AuditView> = {}): AuditView {
  const count = Math.max(0, Math.min(100, all - offset));
  return {
    all,
    stopped: 31,
    total: all,
    rows: Array.from({ length: count }, (_, n) => anAuditRow(all - offset - n)),
    verdict: aVerdict({ entries: all }),
    sealed: true,
    trouble: null,
    ...part,
  };
}

export function anEntry(seq: number, part: Partial<AuditEntryView> = {}): AuditEntryView {
  return {
    row: anAuditRow(seq),
    profileId: "p1",
    profile: "Nordlicht Hosting",
    keyId: "kh_live_7Q2M4XA9B3C5D7E9F1G2H4J6K8L0M2N4",
    reason: null,
    money: { value: "18.90", currency: "EUR" },
    idempotencyKey: "ord-01KAT6VK",
    code: null,
    mac: "b".repeat(64),
    macBefore: "a".repeat(64),
    macAfter: "c".repeat(64),
    ...part,
  };
}

export function aWebhook(part: Partial<WebhookView> = {}): WebhookView {
  return {
    known: true,
    url: "https://hooks.nordlicht.example/kh",
    readAt: later(-600),
    requestId: "01KAT6Y4HV3W",
    mayRead: true,
    maySet: true,
    earlier: [{ url: "https://old.nordlicht.example/kh", replacedAt: later(-86_400) }],
    error: null,
    ...part,
  };
}
