// Generated from the host's view types and command list by `cargo xtask bindings`.

/**
 * Colour by which a profile is known. Olive belongs to simulators.
 */
export type Accent = "petrol" | "steel" | "plum" | "moss" | "copper" | "olive";

/**
 * The provider account as the last `GET /v1/me` told it.
 */
export type AccountView = {
/**
 * Account id.
 */
id: string | null,
/**
 * Mail address of the owner.
 */
email: string | null,
/**
 * Currency of the account.
 */
currency: string | null,
/**
 * The provider's label of the key.
 */
keyLabel: string | null, };

/**
 * One wire attempt of the order.
 */
export type AttemptView = {
/**
 * 1 for the first.
 */
n: number,
/**
 * When it began.
 */
startedAt: string,
/**
 * When it ended; none while it runs or if the program ended first.
 */
endedAt: string | null,
/**
 * HTTP status, if an answer came.
 */
status: number | null,
/**
 * Stable code, if it failed.
 */
code: string | null,
/**
 * Request id, if an answer came.
 */
requestId: string | null, };

/**
 * Why something needs a person.
 */
export type AttentionKind = "orderUnknown" | "orderUnpaid" | "orderNeedsPerson";

/**
 * One thing that needs a person.
 */
export type AttentionView = {
/**
 * Why.
 */
kind: AttentionKind,
/**
 * The order it is about.
 */
order: OrderRow,
/**
 * The provider's reason, for an unpaid order.
 */
reason: string | null, };

/**
 * Refused signatures of this machine within ten minutes.
 */
export type AuthFailuresView = {
/**
 * How many; the provider locks the key at five.
 */
count: number,
/**
 * When the oldest of them stops counting.
 */
clearsAt: string | null, };

/**
 * Which part of the catalogue is wanted.
 */
export type CatalogueQuery = {
/**
 * Words that must all occur in name, family, text or id.
 */
search: string,
/**
 * One family by its name; none for all.
 */
family: string | null,
/**
 * The cycle prices are compared by, for example `monthly`.
 */
cycle: string,
/**
 * Highest price of that cycle, as decimal text.
 */
maxPrice: string | null,
/**
 * Only products that are not out of stock.
 */
availableOnly: boolean,
/**
 * Order of rows.
 */
sort: CatalogueSort,
/**
 * Reverse order.
 */
descending: boolean,
/**
 * Rows to skip.
 */
offset: number,
/**
 * Rows wanted, at most 100.
 */
limit: number, };

/**
 * What the catalogue is sorted by. Groups by family stay together unless a
 * search or another sort than `family` is chosen.
 */
export type CatalogueSort = "family" | "name" | "price" | "perCore" | "perRam" | "cores" | "ram";

/**
 * A page of the catalogue.
 */
export type CatalogueView = {
/**
 * When the provider was last asked; none means never.
 */
readAt: string | null,
/**
 * Whether a read is under way.
 */
reading: boolean,
/**
 * Why the last read failed, if it did; rows are then of `read_at`.
 */
error: ErrorView | null,
/**
 * All products, before any filter.
 */
all: number,
/**
 * Products that match.
 */
total: number,
/**
 * Families with their matching products.
 */
families: Array<FamilyCount>,
/**
 * Cycles that any product has, shortest first.
 */
cycles: Array<string>,
/**
 * The page.
 */
rows: Array<ProductRow>, };

/**
 * One difference, both sides as text or amount text.
 */
export type ChangeView = {
/**
 * What.
 */
part: ChangedPart,
/**
 * Then.
 */
before: string,
/**
 * Now.
 */
after: string, };

/**
 * What differs from what the person saw before.
 */
export type ChangedPart = "amountNow" | "recurring" | "name" | "stock" | "option";

/**
 * What was checked before the button.
 */
export type CheckKind = "productReRead" | "cycleOffered" | "stock" | "options" | "hostname" | "keyMayOrder" | "creditCovers" | "callsLeft" | "noOpenTwin";

/**
 * How a check ended.
 */
export type CheckState = "pass" | "warn" | "fail";

/**
 * One check.
 */
export type CheckView = {
/**
 * What was checked.
 */
kind: CheckKind,
/**
 * How it ended.
 */
state: CheckState,
/**
 * Facts for the words.
 */
facts: { [key in string]: string }, };

/**
 * One choice of an option.
 */
export type ChoiceView = {
/**
 * The provider's id.
 */
id: string,
/**
 * Name.
 */
name: string,
/**
 * Extra price by cycle.
 */
prices: Array<PriceView>, };

/**
 * A chosen value of an option.
 */
export type ChosenOption = {
/**
 * The option's id.
 */
optionId: string,
/**
 * Id of the choice, or the number or text entered.
 */
value: string, };

/**
 * What a person types to connect a key. It crosses the bridge once, towards
 * the host; the secret never comes back.
 */
export type ConnectRequest = {
/**
 * The user's name for the profile.
 */
label: string,
/**
 * Its colour.
 */
accent: Accent,
/**
 * Public id of the key.
 */
keyId: string,
/**
 * The secret of the key.
 */
secret: string,
/**
 * Address of a simulator; none means the provider.
 */
baseUrl: string | null,
/**
 * `short` or `full`.
 */
signPath: string,
/**
 * Keychain or this session only.
 */
keep: SecretHome, };

/**
 * One step and how it ended.
 */
export type ConnectStep = {
/**
 * Which step.
 */
kind: StepKind,
/**
 * How it ended.
 */
state: StepState,
/**
 * A figure for it: milliseconds for `reach`, seconds this computer is
 * ahead (+) or behind (-) for `clock`.
 */
figure: number | null, };

/**
 * The outcome of connecting: all steps, and either a profile or an error.
 */
export type ConnectView = {
/**
 * All five steps in order.
 */
steps: Array<ConnectStep>,
/**
 * The new, now active profile.
 */
profile: ProfileView | null,
/**
 * Why there is none.
 */
error: ErrorView | null, };

/**
 * State of the connection.
 */
export type ConnectionState = "idle" | "connecting" | "connected" | "offline" | "needsSecret" | "refused" | "heldBack";

/**
 * Everything the frame shows about the connection.
 */
export type ConnectionView = {
/**
 * Which profile.
 */
profileId: string | null,
/**
 * State.
 */
state: ConnectionState,
/**
 * Time of the last answer.
 */
lastAnswerAt: string | null,
/**
 * Why the state is not `connected`.
 */
error: ErrorView | null,
/**
 * Calls left.
 */
quota: QuotaView | null,
/**
 * Refused signatures.
 */
authFailures: AuthFailuresView,
/**
 * Seconds this computer's clock is ahead (+) or behind (-).
 */
clockAheadSeconds: number | null,
/**
 * Credit, if the key may read it and it was read.
 */
credit: CreditView | null, };

/**
 * How strong the contrast is.
 */
export type Contrast = "system" | "high";

/**
 * The account's credit and its age.
 */
export type CreditView = {
/**
 * How much.
 */
amount: Money,
/**
 * When it was read.
 */
at: string, };

/**
 * Height of table rows.
 */
export type Density = "compact" | "normal" | "roomy";

/**
 * An error at the edge.
 */
export type ErrorView = {
/**
 * Stable code such as `auth.signature_mismatch`; the key of the words.
 */
code: string,
/**
 * Facts for the words, by name, for example `{"until": "2026-…"}`.
 */
facts: { [key in string]: string },
/**
 * Whether money may have moved.
 */
money: MoneyMoved,
/**
 * `X-Request-Id` of the answer that said so.
 */
requestId: string | null,
/**
 * The provider's own text.
 */
provider: ProviderText | null,
/**
 * Seconds after which another try makes sense.
 */
retryAfterSeconds: number | null, };

/**
 * One line of an order's timeline.
 */
export type EvidenceView = {
/**
 * Earliest time it can have happened.
 */
from: string,
/**
 * Latest time; the same where it was seen to happen.
 */
to: string,
/**
 * What happened, a stable word such as `intent_written`; key of the words.
 */
kind: string,
/**
 * Facts for the words.
 */
facts: { [key in string]: string },
/**
 * Where the knowledge comes from: `this_computer`, `network`, `provider`.
 */
source: string,
/**
 * Request id, if from an answer.
 */
requestId: string | null, };

/**
 * A family and how many products of it match the rest of the query.
 */
export type FamilyCount = {
/**
 * The provider's name for it.
 */
name: string,
/**
 * Matching products.
 */
count: number, };

/**
 * One item of `errors[]` of a problem.
 */
export type FieldProblem = {
/**
 * The field as the provider names it, if it does.
 */
field: string | null,
/**
 * What it says.
 */
message: string, };

/**
 * Whether secrets can be kept on this computer.
 */
export type KeychainState = "ready" | "locked" | "missing";

/**
 * The keychain of this computer, probed just now.
 */
export type KeychainView = {
/**
 * Whether it is usable.
 */
state: KeychainState,
/**
 * Its name, for example `Secret Service`.
 */
name: string,
/**
 * Stable code where it is not ready.
 */
code: string | null, };

/**
 * What a line of the price stands for.
 */
export type LineKind = "product" | "option" | "setup";

/**
 * A line of the price.
 */
export type LineView = {
/**
 * What it stands for.
 */
kind: LineKind,
/**
 * The provider's name of it.
 */
label: string,
/**
 * How much; none where the provider states no price.
 */
amount: Money | null, };

/**
 * An amount. `value` is a plain decimal with at least two places, for example
 * `"1234.50"`; `currency` is missing where the provider did not state it.
 */
export type Money = {
/**
 * Decimal text with `.`; the window formats it by locale.
 */
value: string,
/**
 * Three letters, or `null` where not stated.
 */
currency: string | null, };

/**
 * Whether money may have moved when the error came up.
 */
export type MoneyMoved = "no" | "unknown" | "notConcerned";

/**
 * Whether things may move.
 */
export type Motion = "system" | "reduced";

/**
 * A change. The window asks again for what it shows of this topic.
 */
export type Notice = {
/**
 * What has changed.
 */
topic: Topic,
/**
 * In which profile, if in one.
 */
profileId: string | null,
/**
 * Which order, if it was one.
 */
orderNo: number | null, };

/**
 * Kind of a configuration option.
 */
export type OptionKind = "choice" | "switch" | "quantity" | "text";

/**
 * A configuration option.
 */
export type OptionView = {
/**
 * The provider's id.
 */
id: string,
/**
 * Name.
 */
name: string,
/**
 * Whether the provider wants it.
 */
required: boolean,
/**
 * What is entered.
 */
kind: OptionKind,
/**
 * The choices; for a switch or quantity the price of one.
 */
choices: Array<ChoiceView>, };

/**
 * What a person wants to order.
 */
export type OrderDraft = {
/**
 * The product.
 */
productId: string,
/**
 * The cycle's word as the product lists it.
 */
cycle: string,
/**
 * Host name to send; none sends no such field.
 */
hostname: string | null,
/**
 * Options; an empty list sends no such field.
 */
options: Array<ChosenOption>,
/**
 * For whom, in the reseller's words. Never sent.
 */
customer: string | null, };

/**
 * How far an order has come. State comes from evidence.
 */
export type OrderProgress = "written" | "sending" | "unknown" | "accepted" | "unpaid" | "paid" | "provisioned" | "refused" | "cancelled" | "notSent" | "needsPerson";

/**
 * One row of the list of orders.
 */
export type OrderRow = {
/**
 * Number in the journal, shown as `No. 148`.
 */
no: number,
/**
 * Product name at the time.
 */
product: string,
/**
 * Product id.
 */
productId: string,
/**
 * The cycle's word.
 */
cycle: string,
/**
 * Host name, if one was sent.
 */
hostname: string | null,
/**
 * For whom, in the reseller's words.
 */
customer: string | null,
/**
 * Due now, at the time.
 */
now: Money | null,
/**
 * How far it has come.
 */
progress: OrderProgress,
/**
 * The provider's word for its state, as it came.
 */
statusRaw: string | null,
/**
 * Whether a person has to do something.
 */
needsYou: boolean,
/**
 * Until when: end of safe repeating, or of the unpaid order.
 */
deadline: string | null,
/**
 * When the intent was written.
 */
createdAt: string,
/**
 * When something last became known.
 */
updatedAt: string, };

/**
 * An order with its evidence.
 */
export type OrderView = {
/**
 * Its row.
 */
row: OrderRow,
/**
 * Profile it belongs to.
 */
profileId: string,
/**
 * Lines of the price, at the time.
 */
lines: Array<LineView>,
/**
 * Due at each renewal, at the time.
 */
recurring: Money | null,
/**
 * Chosen options.
 */
options: Array<ChosenOption>,
/**
 * Credit when it was sent.
 */
creditBefore: CreditView | null,
/**
 * The idempotency key.
 */
idempotencyKey: string,
/**
 * Method and path.
 */
request: string,
/**
 * The exact body.
 */
body: string,
/**
 * SHA-256 of the body, hex.
 */
bodySha256: string,
/**
 * Attempts.
 */
attempts: Array<AttemptView>,
/**
 * What happened, oldest first.
 */
timeline: Array<EvidenceView>,
/**
 * Until when repeating the identical request is safe.
 */
safeUntil: string | null,
/**
 * Whether it can be repeated now.
 */
canRepeat: boolean,
/**
 * Whether its status can be asked for.
 */
canCheck: boolean,
/**
 * What is known where it is not paid.
 */
unpaid: UnpaidView | null,
/**
 * The last error, where it was refused or is unknown.
 */
error: ErrorView | null,
/**
 * The provider's order id.
 */
orderId: string | null,
/**
 * The invoice's id.
 */
invoiceId: string | null,
/**
 * Ids of the services it made.
 */
serviceIds: Array<string>,
/**
 * The provider's last answer about it, untouched.
 */
original: string | null, };

/**
 * Which orders are wanted.
 */
export type OrdersFilter = "all" | "needsYou" | "open" | "ended";

/**
 * A page of orders.
 */
export type OrdersQuery = {
/**
 * Which.
 */
filter: OrdersFilter,
/**
 * Words that must occur in product, host name, customer, number or ids.
 */
search: string,
/**
 * Rows to skip.
 */
offset: number,
/**
 * Rows wanted, at most 100.
 */
limit: number, };

/**
 * A page of orders with counts.
 */
export type OrdersView = {
/**
 * All orders of the profile.
 */
all: number,
/**
 * Those that need a person.
 */
needsYou: number,
/**
 * Those on their way.
 */
open: number,
/**
 * Those that ended.
 */
ended: number,
/**
 * Orders that match the query.
 */
total: number,
/**
 * The page, newest first.
 */
rows: Array<OrderRow>, };

/**
 * The overview of one profile. Made without network.
 */
export type OverviewView = {
/**
 * What needs a person, nearest deadline first.
 */
attention: Array<AttentionView>,
/**
 * Credit as last read.
 */
credit: CreditView | null,
/**
 * Newest orders, at most eight.
 */
recent: Array<OrderRow>,
/**
 * How many orders there are.
 */
orders: number,
/**
 * Sum of the amounts due now of orders accepted in the last 30 days, by
 * currency.
 */
spent30Days: Array<Money>,
/**
 * Products in the kept catalogue.
 */
products: number,
/**
 * When the catalogue was read.
 */
catalogueAt: string | null, };

/**
 * How the order will probably be paid (contract 8: credit first, then the
 * stored card; whether there is one is not told).
 */
export type PaymentForecast = "credit" | "cardOrRefused" | "free" | "notKnown";

/**
 * A page of the portal that the console may send a person to.
 */
export type PortalPage = "home" | "addCredit" | "cards" | "apiKeys" | "invoices";

/**
 * What the simulator is asked to play. Never reaches the real provider.
 */
export type PracticeScene = "ampleCredit" | "noCreditNoCard" | "cardDeclined" | "cardExpired" | "loseNextAnswer" | "sixHoursLater";

/**
 * The price for one cycle.
 */
export type PriceView = {
/**
 * The cycle's word.
 */
cycle: string,
/**
 * Months of the cycle, where known.
 */
months: number | null,
/**
 * Price; none means not offered.
 */
amount: Money | null,
/**
 * Set-up fee, if stated and not zero.
 */
setup: Money | null,
/**
 * Price by month, rounded to cents, for comparing.
 */
perMonth: Money | null, };

/**
 * One row of the catalogue.
 */
export type ProductRow = {
/**
 * The provider's id.
 */
id: string,
/**
 * Name.
 */
name: string,
/**
 * Family; empty where not stated.
 */
family: string,
/**
 * First line of the provider's text, at most 200 characters.
 */
summary: string,
/**
 * Figures read from the text.
 */
specs: SpecsView,
/**
 * Prices of all cycles that any product has.
 */
prices: Array<PriceView>,
/**
 * Price per core and month.
 */
perCore: Money | null,
/**
 * Price per GB of RAM and month.
 */
perRam: Money | null,
/**
 * Whether it can be had.
 */
stock: StockView, };

/**
 * A product with all that is known of it.
 */
export type ProductView = {
/**
 * Its row.
 */
row: ProductRow,
/**
 * The provider's text, plain.
 */
description: string,
/**
 * Options.
 */
options: Array<OptionView>,
/**
 * When this was read.
 */
readAt: string,
/**
 * Whether it was read just now (`true`) or is the kept copy.
 */
fresh: boolean,
/**
 * Why it is not fresh.
 */
error: ErrorView | null,
/**
 * The provider's answer, untouched.
 */
original: string,
/**
 * Its request id.
 */
requestId: string | null, };

/**
 * What can be changed about a profile without a call.
 */
export type ProfileEdit = {
/**
 * Which profile.
 */
id: string,
/**
 * New name.
 */
label: string,
/**
 * New colour; ignored for simulators.
 */
accent: Accent,
/**
 * `short` or `full`.
 */
signPath: string, };

/**
 * Where a profile's calls go.
 */
export type ProfileKind = "live" | "simulator";

/**
 * One profile.
 */
export type ProfileView = {
/**
 * Id within this console.
 */
id: string,
/**
 * The user's name for it.
 */
label: string,
/**
 * Its colour.
 */
accent: Accent,
/**
 * Live or simulator.
 */
kind: ProfileKind,
/**
 * Whether it is the simulator inside this program.
 */
builtIn: boolean,
/**
 * Where calls go.
 */
baseUrl: string,
/**
 * Public id of the key.
 */
keyId: string,
/**
 * `short` or `full` (contract 1.4).
 */
signPath: string,
/**
 * Where the secret is.
 */
secretHome: SecretHome,
/**
 * The account, once asked.
 */
account: AccountView | null,
/**
 * Scopes, as of `checked_at`.
 */
scopes: Array<ScopeView>,
/**
 * When account and scopes were last read.
 */
checkedAt: string | null, };

/**
 * The provider's own text, word for word.
 */
export type ProviderText = {
/**
 * HTTP status.
 */
status: number,
/**
 * `title` of the problem, or the first text of a page that is no problem.
 */
title: string,
/**
 * `detail` of the problem.
 */
detail: string | null,
/**
 * `reason` of the problem, for example `signature_mismatch`.
 */
reason: string | null,
/**
 * What the provider says of single fields.
 */
fields: Array<FieldProblem>, };

/**
 * What is left of the calls of today.
 */
export type QuotaView = {
/**
 * Calls left today.
 */
left: number,
/**
 * Calls a day (5,000 unless the key says otherwise).
 */
perDay: number,
/**
 * How many of them are kept for what a person clicks.
 */
reserve: number,
/**
 * When the count starts again.
 */
resetsAt: string, };

/**
 * An order ready to be sent, or the reasons why it is not.
 */
export type ReviewView = {
/**
 * Names this review when it is sent. A review is sent at most once.
 */
reviewId: string,
/**
 * Which profile it was made in.
 */
profileId: string,
/**
 * The draft as it will be sent.
 */
draft: OrderDraft,
/**
 * The product as just read.
 */
product: ProductView,
/**
 * Lines of the price.
 */
lines: Array<LineView>,
/**
 * Due now; none where a price is missing.
 */
now: Money | null,
/**
 * Due at each renewal.
 */
recurring: Money | null,
/**
 * Months between renewals.
 */
everyMonths: number | null,
/**
 * Recurring amount by month, for comparing.
 */
perMonth: Money | null,
/**
 * Credit as last read.
 */
creditBefore: CreditView | null,
/**
 * Credit less the amount due now.
 */
creditAfter: Money | null,
/**
 * How it will probably be paid.
 */
payment: PaymentForecast,
/**
 * What was checked.
 */
checks: Array<CheckView>,
/**
 * What changed since the review before this one; not empty means the
 * person must look again.
 */
changes: Array<ChangeView>,
/**
 * The idempotency key this order will have.
 */
idempotencyKey: string,
/**
 * Whether it can be sent.
 */
canOrder: boolean,
/**
 * Why the product could not be read again, if so.
 */
error: ErrorView | null,
/**
 * When this review was made.
 */
madeAt: string, };

/**
 * A scope of the key.
 */
export type ScopeView = {
/**
 * The provider's word.
 */
word: string,
/**
 * Whether it writes or reads access data.
 */
dangerous: boolean, };

/**
 * Where the secret of a profile's key is.
 */
export type SecretHome = "keychain" | "session" | "simulator";

/**
 * All settings of the console.
 */
export type SettingsView = {
/**
 * Light or dark.
 */
theme: Theme,
/**
 * Contrast.
 */
contrast: Contrast,
/**
 * Motion.
 */
motion: Motion,
/**
 * Row height.
 */
density: Density,
/**
 * Zoom in percent, 80 to 200.
 */
zoom: number,
/**
 * Whether every amount is hidden.
 */
hideAmounts: boolean, };

/**
 * What the product text says about the machine. Read from words, so it may be
 * missing; the text itself is beside it.
 */
export type SpecsView = {
/**
 * For example `6 vCPU`.
 */
cpu: string | null,
/**
 * For example `16 GB`.
 */
ram: string | null,
/**
 * For example `160 GB NVMe`.
 */
disk: string | null, };

/**
 * The answer to the window's first question. Made without network and without
 * the keychain.
 */
export type StartView = {
/**
 * Version of the program.
 */
version: string,
/**
 * All profiles, in the order of their making.
 */
profiles: Array<ProfileView>,
/**
 * Id of the active profile; none on a first start.
 */
active: string | null,
/**
 * Settings of the console.
 */
settings: SettingsView,
/**
 * How the store was found.
 */
store: StoreView,
/**
 * Where the data is kept on this computer.
 */
dataFolder: string, };

/**
 * A step of connecting, in the order they are done.
 */
export type StepKind = "form" | "reach" | "clock" | "account" | "keep";

/**
 * How a step ended.
 */
export type StepState = "done" | "failed" | "notTried";

/**
 * Whether the product can be had.
 */
export type StockView = "inStock" | "outOfStock" | "notStated";

/**
 * How the store was found at start.
 */
export type StoreState = "good" | "replaced" | "unusable";

/**
 * The store and what was done about it.
 */
export type StoreView = {
/**
 * How it was found.
 */
state: StoreState,
/**
 * Stable code where it is not good.
 */
code: string | null,
/**
 * Where the damaged file is kept.
 */
keptAs: string | null, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * What has changed.
 */
export type Topic = "profiles" | "connection" | "credit" | "catalogue" | "orders" | "settings";

/**
 * What is known of an unpaid order.
 */
export type UnpaidView = {
/**
 * The provider's reason, for example `card_declined`, as it came.
 */
reason: string | null,
/**
 * When the provider cancels it: 24 hours after it was made, unless stated.
 */
cancelledAt: string,
/**
 * What the credit lacked, as last read.
 */
shortfall: Money | null, };

/** Arguments and result of every command, by its name. */
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

/** Name of the event that carries a `Notice`. */
export const NOTICE_EVENT = "notice";
