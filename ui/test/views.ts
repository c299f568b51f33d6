// View values as the host would send them, with the parts a test cares about replaced.
import type {
  AttentionView,
  ConnectionView,
  ErrorView,
  GuardsView,
  Money,
  OrderRow,
  OverviewView,
  ProfileView,
  StartView,
} from "~/bindings";

export const euros = (value: string): Money => ({ value, currency: "EUR" });

export function aProfile(part: Partial<ProfileView> = {}): ProfileView {
  return {
    id: "p1",
    label: "Nordlicht Hosting",
    accent: "petrol",
    kind: "live",
    builtIn: false,
    baseUrl: "https://www.kernelhost.com/cp/kh_reseller_api/v1",
    keyId: "kh_live_7Q2M4XA9B3C5D7E9F1G2H4J6K8L0M2N4",
    signPath: "short",
    secretHome: "keychain",
    account: null,
    scopes: [{ word: "read:products", dangerous: false }],
    checkedAt: null,
    ...part,
  };
}

export function aSimulator(part: Partial<ProfileView> = {}): ProfileView {
  return aProfile({
    id: "p2",
    label: "Simulator",
    accent: "olive",
    kind: "simulator",
    builtIn: true,
    baseUrl: "http://127.0.0.1:41237/v1",
    keyId: "kh_live_SIM4XA9B3C5D7E9F1G2H4J6K8L0M2N4",
    secretHome: "simulator",
    ...part,
  });
}

export function aStart(part: Partial<StartView> = {}): StartView {
  return {
    version: "0.1.0",
    profiles: [aProfile()],
    active: "p1",
    settings: {
      theme: "light",
      contrast: "system",
      motion: "system",
      density: "normal",
      zoom: 100,
      hideAmounts: false,
    },
    store: { state: "good", code: null, keptAs: null },
    dataFolder: "/home/someone/console",
    ...part,
  };
}

export function aConnection(part: Partial<ConnectionView> = {}): ConnectionView {
  return {
    profileId: "p1",
    state: "connected",
    lastAnswerAt: "2026-11-23T08:20:00Z",
    lastCheck: { at: "2026-11-23T08:20:00Z", next: "2026-11-23T08:26:00Z", lateAt: null },
    error: null,
    quota: null,
    authFailures: { count: 0, clearsAt: null },
    clockAheadSeconds: 0,
    credit: null,
    ...part,
  };
}

export function someGuards(part: Partial<GuardsView> = {}): GuardsView {
  return {
    profileId: "p1",
    profileLabel: "Nordlicht Hosting",
    readOnly: false,
    twinHours: 24,
    perOrder: euros("100.00"),
    perDay: null,
    perMonth: null,
    spentDay: [euros("39.80")],
    spentMonth: [euros("402.80")],
    ...part,
  };
}

export function anOverview(part: Partial<OverviewView> = {}): OverviewView {
  return {
    attention: [],
    credit: null,
    recent: [],
    orders: 0,
    spent30Days: [],
    products: 0,
    catalogueAt: null,
    services: { current: 0, conditions: [], wholeAt: null },
    renewals: { count: 0, sums: [], unpriced: 0, days: [] },
    events: [],
    unread: 0,
    digest: null,
    ...part,
  };
}

export function anAttention(
  kind: AttentionView["kind"],
  part: Partial<AttentionView> = {},
): AttentionView {
  return {
    kind,
    place: part.order ? { place: "order", no: part.order.no } : { place: "overview" },
    deadline: part.order?.deadline ?? null,
    order: null,
    reason: null,
    action: null,
    invoices: null,
    event: null,
    findings: null,
    ...part,
  };
}

export function anOrder(part: Partial<OrderRow> = {}): OrderRow {
  return {
    no: 148,
    product: "KVM L",
    productId: "43",
    cycle: "monthly",
    hostname: null,
    customer: null,
    now: euros("18.90"),
    progress: "unknown",
    statusRaw: null,
    needsYou: true,
    deadline: null,
    createdAt: "2026-11-23T08:00:00Z",
    updatedAt: "2026-11-23T08:00:00Z",
    ...part,
  };
}

export function anError(code: string, part: Partial<ErrorView> = {}): ErrorView {
  return {
    code,
    facts: {},
    money: "notConcerned",
    requestId: null,
    provider: null,
    retryAfterSeconds: null,
    ...part,
  };
}
