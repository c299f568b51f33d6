// stand-in until the host writes this file

export type Topic = "profiles" | "connection" | "credit" | "catalogue" | "orders" | "settings";
export type Notice = {
  topic: Topic,
  profileId: string | null,
  orderNo: number | null,
};
export type ProfileKind = "live" | "simulator";
export type SecretHome = "keychain" | "session" | "simulator";
export type Accent = "petrol" | "steel" | "plum" | "moss" | "copper" | "olive";
export type AccountView = {
  id: string | null,
  email: string | null,
  currency: string | null,
  keyLabel: string | null,
};
export type ScopeView = {
  word: string,
  dangerous: boolean,
};
export type ProfileView = {
  id: string,
  label: string,
  accent: Accent,
  kind: ProfileKind,
  builtIn: boolean,
  baseUrl: string,
  keyId: string,
  signPath: string,
  secretHome: SecretHome,
  account: AccountView | null,
  scopes: Array<ScopeView>,
  checkedAt: string | null,
};
export type ConnectRequest = {
  label: string,
  accent: Accent,
  keyId: string,
  secret: string,
  baseUrl: string | null,
  signPath: string,
  keep: SecretHome,
};
export type ProfileEdit = {
  id: string,
  label: string,
  accent: Accent,
  signPath: string,
};
export type StepKind = "form" | "reach" | "clock" | "account" | "keep";
export type StepState = "done" | "failed" | "notTried";
export type ConnectStep = {
  kind: StepKind,
  state: StepState,
  figure: number | null,
};
export type ConnectView = {
  steps: Array<ConnectStep>,
  profile: ProfileView | null,
  error: ErrorView | null,
};
export type OrderProgress = "written" | "sending" | "unknown" | "accepted" | "unpaid" | "paid" | "provisioned" | "refused" | "cancelled" | "notSent" | "needsPerson";
export type OrdersFilter = "all" | "needsYou" | "open" | "ended";
export type OrdersQuery = {
  filter: OrdersFilter,
  search: string,
  offset: number,
  limit: number,
};
export type OrderRow = {
  no: number,
  product: string,
  productId: string,
  cycle: string,
  hostname: string | null,
  customer: string | null,
  now: Money | null,
  progress: OrderProgress,
  statusRaw: string | null,
  needsYou: boolean,
  deadline: string | null,
  createdAt: string,
  updatedAt: string,
};
export type OrdersView = {
  all: number,
  needsYou: number,
  open: number,
  ended: number,
  total: number,
  rows: Array<OrderRow>,
};
export type AttemptView = {
  n: number,
  startedAt: string,
  endedAt: string | null,
  status: number | null,
  code: string | null,
  requestId: string | null,
};
export type EvidenceView = {
  from: string,
  to: string,
  kind: string,
  facts: { [key in string]: string },
  source: string,
  requestId: string | null,
};
export type UnpaidView = {
  reason: string | null,
  cancelledAt: string,
  shortfall: Money | null,
};
export type OrderView = {
  row: OrderRow,
  profileId: string,
  lines: Array<LineView>,
  recurring: Money | null,
  options: Array<ChosenOption>,
  creditBefore: CreditView | null,
  idempotencyKey: string,
  request: string,
  body: string,
  bodySha256: string,
  attempts: Array<AttemptView>,
  timeline: Array<EvidenceView>,
  safeUntil: string | null,
  canRepeat: boolean,
  canCheck: boolean,
  unpaid: UnpaidView | null,
  error: ErrorView | null,
  orderId: string | null,
  invoiceId: string | null,
  serviceIds: Array<string>,
  original: string | null,
};
export type StartView = {
  version: string,
  profiles: Array<ProfileView>,
  active: string | null,
  settings: SettingsView,
  store: StoreView,
  dataFolder: string,
};
export type StoreState = "good" | "replaced" | "unusable";
export type StoreView = {
  state: StoreState,
  code: string | null,
  keptAs: string | null,
};
export type KeychainState = "ready" | "locked" | "missing";
export type KeychainView = {
  state: KeychainState,
  name: string,
  code: string | null,
};
export type CatalogueSort = "family" | "name" | "price" | "perCore" | "perRam" | "cores" | "ram";
export type CatalogueQuery = {
  search: string,
  family: string | null,
  cycle: string,
  maxPrice: string | null,
  availableOnly: boolean,
  sort: CatalogueSort,
  descending: boolean,
  offset: number,
  limit: number,
};
export type FamilyCount = {
  name: string,
  count: number,
};
export type SpecsView = {
  cpu: string | null,
  ram: string | null,
  disk: string | null,
};
export type StockView = "inStock" | "outOfStock" | "notStated";
export type PriceView = {
  cycle: string,
  months: number | null,
  amount: Money | null,
  setup: Money | null,
  perMonth: Money | null,
};
export type ProductRow = {
  id: string,
  name: string,
  family: string,
  summary: string,
  specs: SpecsView,
  prices: Array<PriceView>,
  perCore: Money | null,
  perRam: Money | null,
  stock: StockView,
};
export type CatalogueView = {
  readAt: string | null,
  reading: boolean,
  error: ErrorView | null,
  all: number,
  total: number,
  families: Array<FamilyCount>,
  cycles: Array<string>,
  rows: Array<ProductRow>,
};
export type OptionKind = "choice" | "switch" | "quantity" | "text";
export type ChoiceView = {
  id: string,
  name: string,
  prices: Array<PriceView>,
};
export type OptionView = {
  id: string,
  name: string,
  required: boolean,
  kind: OptionKind,
  choices: Array<ChoiceView>,
};
export type ProductView = {
  row: ProductRow,
  description: string,
  options: Array<OptionView>,
  readAt: string,
  fresh: boolean,
  error: ErrorView | null,
  original: string,
  requestId: string | null,
};
export type ConnectionState = "idle" | "connecting" | "connected" | "offline" | "needsSecret" | "refused" | "heldBack";
export type QuotaView = {
  left: number,
  perDay: number,
  reserve: number,
  resetsAt: string,
};
export type AuthFailuresView = {
  count: number,
  clearsAt: string | null,
};
export type CreditView = {
  amount: Money,
  at: string,
};
export type ConnectionView = {
  profileId: string | null,
  state: ConnectionState,
  lastAnswerAt: string | null,
  error: ErrorView | null,
  quota: QuotaView | null,
  authFailures: AuthFailuresView,
  clockAheadSeconds: number | null,
  credit: CreditView | null,
};
export type MoneyMoved = "no" | "unknown" | "notConcerned";
export type ProviderText = {
  status: number,
  title: string,
  detail: string | null,
  reason: string | null,
  fields: Array<FieldProblem>,
};
export type FieldProblem = {
  field: string | null,
  message: string,
};
export type ErrorView = {
  code: string,
  facts: { [key in string]: string },
  money: MoneyMoved,
  requestId: string | null,
  provider: ProviderText | null,
  retryAfterSeconds: number | null,
};
export type PracticeScene = "ampleCredit" | "noCreditNoCard" | "cardDeclined" | "cardExpired" | "loseNextAnswer" | "sixHoursLater";
export type Money = {
  value: string,
  currency: string | null,
};
export type AttentionKind = "orderUnknown" | "orderUnpaid" | "orderNeedsPerson";
export type AttentionView = {
  kind: AttentionKind,
  order: OrderRow,
  reason: string | null,
};
export type OverviewView = {
  attention: Array<AttentionView>,
  credit: CreditView | null,
  recent: Array<OrderRow>,
  orders: number,
  spent30Days: Array<Money>,
  products: number,
  catalogueAt: string | null,
};
export type Theme = "system" | "light" | "dark";
export type Contrast = "system" | "high";
export type Motion = "system" | "reduced";
export type Density = "compact" | "normal" | "roomy";
export type SettingsView = {
  theme: Theme,
  contrast: Contrast,
  motion: Motion,
  density: Density,
  zoom: number,
  hideAmounts: boolean,
};
export type ChosenOption = {
  optionId: string,
  value: string,
};
export type OrderDraft = {
  productId: string,
  cycle: string,
  hostname: string | null,
  options: Array<ChosenOption>,
  customer: string | null,
};
export type LineKind = "product" | "option" | "setup";
export type LineView = {
  kind: LineKind,
  label: string,
  amount: Money | null,
};
export type PaymentForecast = "credit" | "cardOrRefused" | "free" | "notKnown";
export type CheckKind = "productReRead" | "cycleOffered" | "stock" | "options" | "hostname" | "keyMayOrder" | "creditCovers" | "callsLeft" | "noOpenTwin";
export type CheckState = "pass" | "warn" | "fail";
export type CheckView = {
  kind: CheckKind,
  state: CheckState,
  facts: { [key in string]: string },
};
export type ChangedPart = "amountNow" | "recurring" | "name" | "stock" | "option";
export type ChangeView = {
  part: ChangedPart,
  before: string,
  after: string,
};
export type ReviewView = {
  reviewId: string,
  profileId: string,
  draft: OrderDraft,
  product: ProductView,
  lines: Array<LineView>,
  now: Money | null,
  recurring: Money | null,
  everyMonths: number | null,
  perMonth: Money | null,
  creditBefore: CreditView | null,
  creditAfter: Money | null,
  payment: PaymentForecast,
  checks: Array<CheckView>,
  changes: Array<ChangeView>,
  idempotencyKey: string,
  canOrder: boolean,
  error: ErrorView | null,
  madeAt: string,
};
export type PortalPage = "home" | "addCredit" | "cards" | "apiKeys" | "invoices";
export interface Commands {
  start: { args: Record<string, never>; result: StartView };
  keychain: { args: Record<string, never>; result: KeychainView };
  connection: { args: Record<string, never>; result: ConnectionView };
  overview: { args: Record<string, never>; result: OverviewView };
  catalogue: { args: { query: CatalogueQuery }; result: CatalogueView };
  product: { args: { id: string }; result: ProductView };
  orders: { args: { query: OrdersQuery }; result: OrdersView };
  order: { args: { no: number }; result: OrderView };
  save_settings: { args: { settings: SettingsView }; result: SettingsView };
  activate_profile: { args: { id: string }; result: ProfileView };
  edit_profile: { args: { edit: ProfileEdit }; result: ProfileView };
  check_connection: { args: Record<string, never>; result: ConnectionView };
  refresh_catalogue: { args: Record<string, never>; result: null };
  refresh_credit: { args: Record<string, never>; result: ConnectionView };
  review_order: { args: { draft: OrderDraft; previous: string | null }; result: ReviewView };
  check_order: { args: { no: number }; result: OrderView };
  open_simulator: { args: Record<string, never>; result: ProfileView };
  practise: { args: { scene: PracticeScene }; result: null };
  open_portal: { args: { page: PortalPage }; result: null };
  place_order: { args: { review: string }; result: OrderView };
  repeat_order: { args: { no: number }; result: OrderView };
  sign_anyway: { args: Record<string, never>; result: ConnectionView };
  reset_simulator: { args: Record<string, never>; result: ProfileView };
  connect_profile: { args: { request: ConnectRequest }; result: ConnectView };
  enter_secret: { args: { id: string; secret: string; keep: SecretHome }; result: ConnectView };
  forget_profile: { args: { id: string }; result: null };
  window_ready: { args: Record<string, never>; result: null };
  window_problem: { args: { kind: string; text: string }; result: null };
}
export const NOTICE_EVENT = "notice";
