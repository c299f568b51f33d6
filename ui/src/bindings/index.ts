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
 * Whether an action can be asked for, and what it costs.
 */
export type ActView = {
/**
 * Which.
 */
kind: ActionKind,
/**
 * Whether its button is alive.
 */
allowed: boolean,
/**
 * Why not, or what is uncertain: stable word, key of the words.
 */
reason: string | null,
/**
 * What it costs.
 */
price: Array<PricePart>,
/**
 * Whether it erases or ends something.
 */
danger: boolean, };

/**
 * The seven actions of the API (contract 2).
 */
export type ActionKind = "start" | "stop" | "reboot" | "reinstall" | "suspend" | "unsuspend" | "terminate";

/**
 * What an action would do, shown before it is confirmed.
 */
export type ActionPlanView = {
/**
 * Names the plan for `run_action`.
 */
plan: string,
/**
 * Which action.
 */
kind: ActionKind,
/**
 * The service with the facts the plan rests on; `seen_at` is their age.
 */
service: ServiceRow,
/**
 * What it costs.
 */
price: Array<PricePart>,
/**
 * What has to be typed exactly; none where a click is enough.
 */
typeThis: string | null,
/**
 * Names of further fields that may be given, for `reinstall`.
 */
fields: Array<string>,
/**
 * What differs from the facts shown before.
 */
changes: Array<FactChange>,
/**
 * Why it cannot be done; then the plan cannot be run.
 */
blocked: ErrorView | null, };

/**
 * How far an action has come. State comes from evidence.
 */
export type ActionProgress = "written" | "sending" | "unknown" | "accepted" | "done" | "refused" | "notSent" | "needsPerson";

/**
 * The confirmed plan.
 */
export type ActionRequest = {
/**
 * The plan.
 */
plan: string,
/**
 * What was typed.
 */
typed: string | null,
/**
 * Why, in the person's words; kept in the audit chain.
 */
reason: string | null,
/**
 * Further fields, for `reinstall`; sent as they are.
 */
fields: { [key in string]: string }, };

/**
 * An action with its evidence.
 */
export type ActionView = {
/**
 * Its intent's id.
 */
id: string,
/**
 * Which.
 */
kind: ActionKind,
/**
 * On which service.
 */
serviceId: string,
/**
 * What that is called here.
 */
serviceName: string,
/**
 * How far it has come.
 */
progress: ActionProgress,
/**
 * When its intent was written.
 */
createdAt: string,
/**
 * Until when repeating the identical request is safe.
 */
safeUntil: string | null,
/**
 * Whether it can be repeated now.
 */
canRepeat: boolean,
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
 * Attempts.
 */
attempts: Array<AttemptView>,
/**
 * What happened, oldest first.
 */
timeline: Array<EvidenceView>,
/**
 * The last error.
 */
error: ErrorView | null, };

/**
 * A page of events.
 */
export type ActivityQuery = {
/**
 * Only this group.
 */
group: EventGroup | null,
/**
 * Only unread ones.
 */
unreadOnly: boolean,
/**
 * Only those that need a person.
 */
needsYouOnly: boolean,
/**
 * Words that must occur in name, id, request id or facts.
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
 * A page of events with counts.
 */
export type ActivityView = {
/**
 * All events of the profile.
 */
all: number,
/**
 * Unread ones.
 */
unread: number,
/**
 * Those that need a person.
 */
needsYou: number,
/**
 * Those that match.
 */
total: number,
/**
 * The page, newest first.
 */
rows: Array<EventRow>,
/**
 * What happened while the person was away; none after it was dismissed.
 */
digest: DigestView | null, };

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
 * An action that needs a person.
 */
export type AttentionAction = {
/**
 * Which; none where a newer program wrote it.
 */
kind: ActionKind | null,
/**
 * What the service was called when it was confirmed.
 */
serviceName: string,
/**
 * For whom, in the reseller's words.
 */
customer: string | null, };

/**
 * What does not agree, together.
 */
export type AttentionFindings = {
/**
 * How many.
 */
count: number,
/**
 * The newest of them.
 */
first: FindingView, };

/**
 * Open invoices that need a person, together.
 */
export type AttentionInvoices = {
/**
 * How many.
 */
count: number,
/**
 * The number of the one that is due first.
 */
number: string,
/**
 * When that is due.
 */
due: StatedTimeView | null,
/**
 * What is open, by currency.
 */
open: Array<Money>, };

/**
 * Why something needs a person.
 */
export type AttentionKind = "orderUnknown" | "orderUnpaid" | "orderNeedsPerson" | "actionUnknown" | "actionNeedsPerson" | "invoicesOverdue" | "invoicesUnpaid" | "finding" | "event";

/**
 * One thing that needs a person.
 */
export type AttentionView = {
/**
 * Why.
 */
kind: AttentionKind,
/**
 * Where it leads.
 */
place: PlaceView,
/**
 * Until when something can be done about it, if there is such a time.
 */
deadline: string | null,
/**
 * The order it is about.
 */
order: OrderRow | null,
/**
 * The provider's reason, for an unpaid order.
 */
reason: string | null,
/**
 * The action it is about.
 */
action: AttentionAction | null,
/**
 * The invoices it is about.
 */
invoices: AttentionInvoices | null,
/**
 * The event it is about.
 */
event: EventRow | null,
/**
 * The findings it is about.
 */
findings: AttentionFindings | null, };

/**
 * One entry, whole.
 */
export type AuditEntryView = {
/**
 * Its row.
 */
row: AuditRow,
/**
 * Profile id.
 */
profileId: string | null,
/**
 * What the profile is called, if it still exists.
 */
profile: string | null,
/**
 * Key id.
 */
keyId: string | null,
/**
 * Why, in the person's words.
 */
reason: string | null,
/**
 * Money it was about.
 */
money: Money | null,
/**
 * Idempotency key.
 */
idempotencyKey: string | null,
/**
 * Stable code, where it failed.
 */
code: string | null,
/**
 * Its seal, hex.
 */
mac: string,
/**
 * The seal before it; none for the first.
 */
macBefore: string | null,
/**
 * The seal after it; none for the last.
 */
macAfter: string | null, };

/**
 * Groups of acts, for the filter.
 */
export type AuditGroup = "orders" | "actions" | "credentials" | "keys" | "settings" | "documents" | "chain";

/**
 * How an act ended.
 */
export type AuditOutcome = "begun" | "done" | "refused" | "cancelled" | "unknown" | "failed";

/**
 * A page of entries.
 */
export type AuditQuery = {
/**
 * Only this group.
 */
group: AuditGroup | null,
/**
 * Only refused, cancelled and failed ones.
 */
stoppedOnly: boolean,
/**
 * Words that must occur in act, target, reason, request id or
 * idempotency key.
 */
search: string,
/**
 * Not before.
 */
since: string | null,
/**
 * Before.
 */
until: string | null,
/**
 * Rows to skip.
 */
offset: number,
/**
 * Rows wanted, at most 100.
 */
limit: number, };

/**
 * One entry as a row.
 */
export type AuditRow = {
/**
 * Its number, from 1 without gaps.
 */
seq: number,
/**
 * When.
 */
at: string,
/**
 * What, a stable word; key of the words.
 */
act: string,
/**
 * On what: an id.
 */
target: string | null,
/**
 * What that was called.
 */
targetName: string | null,
/**
 * How it ended.
 */
outcome: AuditOutcome,
/**
 * Request id at the provider.
 */
requestId: string | null,
/**
 * The first eight hex digits of its seal.
 */
seal: string, };

/**
 * A page of the chain.
 */
export type AuditView = {
/**
 * Entries in all.
 */
all: number,
/**
 * Refused, cancelled and failed ones.
 */
stopped: number,
/**
 * Entries that match.
 */
total: number,
/**
 * The page, newest first.
 */
rows: Array<AuditRow>,
/**
 * The last check in this run of the program.
 */
verdict: VerdictView,
/**
 * Whether head and count are in the keychain.
 */
sealed: boolean,
/**
 * Stable code, where they are not.
 */
trouble: string | null, };

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
 * What a cap is for.
 */
export type CapKind = "order" | "day" | "month";

/**
 * A cap, and what an order makes of it.
 */
export type CapView = {
/**
 * What it is for.
 */
kind: CapKind,
/**
 * The most that may be spent.
 */
limit: Money,
/**
 * What was spent without this order.
 */
spent: Money,
/**
 * What will have been spent with it.
 */
after: Money,
/**
 * Whether that is beyond the cap, or cannot be compared with it.
 */
over: boolean,
/**
 * Whether a person lifted it for this one order.
 */
lifted: boolean, };

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
export type CheckKind = "productReRead" | "cycleOffered" | "stock" | "options" | "hostname" | "keyMayOrder" | "creditCovers" | "callsLeft" | "noOpenTwin" | "savedFile" | "caps" | "writable";

/**
 * How a check ended.
 */
export type CheckState = "pass" | "warn" | "ask" | "fail";

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
 * An invoice that was issued since the order was sent.
 */
export type ClueInvoice = {
/**
 * Its id.
 */
id: string,
/**
 * Its number; its id where it has none.
 */
number: string,
/**
 * Its total.
 */
total: Money | null,
/**
 * Its date, as stated.
 */
date: StatedTimeView | null,
/**
 * Whether it is over the same amount, and no other order claims it.
 */
matches: boolean, };

/**
 * A service that appeared since the order was sent.
 */
export type ClueService = {
/**
 * Its id.
 */
id: string,
/**
 * What it is called here.
 */
name: string,
/**
 * Its product, as stated.
 */
product: string | null,
/**
 * The look before, which did not show it; none where there was none.
 */
firstSeenFrom: string | null,
/**
 * The look that showed it first.
 */
firstSeenTo: string,
/**
 * Whether it has the same product or host name, and no other order of this
 * journal claims it.
 */
matches: boolean,
/**
 * Whether another order of this journal made it.
 */
claimed: boolean,
/**
 * The provider's order id it names.
 */
orderId: string | null, };

/**
 * What the clues together say. It is a hint for a person; the program decides
 * nothing by it.
 */
export type CluesVerdict = "nothingSeen" | "probablyBought" | "contradictory" | "partlySeen" | "tooEarly";

/**
 * What speaks for and against an order whose answer never came; from the
 * journal alone.
 */
export type CluesView = {
/**
 * Credit as last read before it was sent.
 */
creditBefore: CreditView | null,
/**
 * Credit as first read after the last attempt.
 */
creditAfter: CreditView | null,
/**
 * What it changed by; negative where it fell.
 */
creditChange: Money | null,
/**
 * The part of the change that other known orders explain; negative where
 * they cost something.
 */
explained: Money | null,
/**
 * Services that appeared since, those that fit first.
 */
services: Array<ClueService>,
/**
 * Invoices issued since, those that fit first.
 */
invoices: Array<ClueInvoice>,
/**
 * When the services were last read whole.
 */
servicesReadAt: string | null,
/**
 * When the invoices were last read whole.
 */
invoicesReadAt: string | null,
/**
 * When the credit was last read.
 */
creditReadAt: string | null,
/**
 * What they together say.
 */
verdict: CluesVerdict, };

/**
 * How many services are in a condition.
 */
export type ConditionCount = {
/**
 * The condition.
 */
condition: ServiceCondition,
/**
 * How many.
 */
count: number, };

/**
 * What a 409 means (contract 5).
 */
export type ConflictKind = "stillRunning" | "mismatch";

/**
 * A 409 with both bodies: what was sent, and what the journal holds.
 */
export type ConflictView = {
/**
 * What it means.
 */
kind: ConflictKind,
/**
 * SHA-256 of the body that was sent, hex.
 */
sentSha256: string,
/**
 * Its length in bytes.
 */
sentBytes: number,
/**
 * SHA-256 of the body in the journal, hex.
 */
journalSha256: string,
/**
 * Its length in bytes.
 */
journalBytes: number,
/**
 * The body that was sent.
 */
sentBody: string,
/**
 * The body in the journal.
 */
journalBody: string,
/**
 * Whether both are the same, byte for byte.
 */
same: boolean,
/**
 * When the answer came.
 */
at: string,
/**
 * Its request id.
 */
requestId: string | null, };

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
 * The last successful check and the next planned one.
 */
lastCheck: LastCheckView,
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
 * A value is in the clipboard.
 */
export type CopiedView = {
/**
 * Which field.
 */
index: number,
/**
 * When the clipboard is cleared, if it still holds that value.
 */
clearsAt: string, };

/**
 * The history of the credit, newest first.
 */
export type CreditHistoryView = {
/**
 * Steps, at most 100.
 */
steps: Array<CreditStep>, };

/**
 * One stretch of time over which the credit stayed the same.
 */
export type CreditStep = {
/**
 * How much.
 */
amount: Money,
/**
 * Change from the step before; none for the oldest.
 */
change: Money | null,
/**
 * First read.
 */
from: string,
/**
 * Last read.
 */
to: string,
/**
 * Request id.
 */
requestId: string | null, };

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
 * What a person says became of an order that needed one.
 */
export type DecisionRequest = {
/**
 * Whether it was bought.
 */
bought: boolean,
/**
 * The service it made, if one was found.
 */
serviceId: string | null,
/**
 * How the person knows, in own words; 1 to 500 characters.
 */
reason: string, };

/**
 * What a person said became of an order.
 */
export type DecisionView = {
/**
 * Whether it was bought.
 */
bought: boolean,
/**
 * The service it made, if one was named.
 */
serviceId: string | null,
/**
 * How the person knew.
 */
reason: string,
/**
 * When it was said.
 */
at: string, };

/**
 * Height of table rows.
 */
export type Density = "compact" | "normal" | "roomy";

/**
 * How often something happened while the person was away.
 */
export type DigestLine = {
/**
 * What.
 */
kind: string,
/**
 * How often.
 */
count: number,
/**
 * Names, at most three.
 */
names: Array<string>,
/**
 * Sum of the amounts, where there is one currency.
 */
amount: Money | null,
/**
 * Whether one of them needs a person.
 */
needsYou: boolean,
/**
 * Where it leads.
 */
place: PlaceView, };

/**
 * While you were away.
 */
export type DigestView = {
/**
 * When the window was last looked at.
 */
from: string,
/**
 * Until when this is.
 */
to: string,
/**
 * Seconds of it in which nothing was watched because the program was
 * closed or had no line.
 */
notWatchingSeconds: number,
/**
 * What happened; those that need a person first.
 */
lines: Array<DigestLine>, };

/**
 * Up or down.
 */
export type Direction = "up" | "down";

/**
 * A URL that was set before.
 */
export type EarlierUrl = {
/**
 * The URL; none where none was set.
 */
url: string | null,
/**
 * When it was replaced from this computer.
 */
replacedAt: string, };

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
 * Groups of events, for the filter and the notification switches.
 */
export type EventGroup = "orders" | "services" | "invoices" | "credit" | "key" | "watching";

/**
 * One event.
 */
export type EventRow = {
/**
 * Its number.
 */
id: number,
/**
 * What happened, a stable word such as `service_provisioned`; key of the
 * words.
 */
kind: string,
/**
 * Its group.
 */
group: EventGroup,
/**
 * Where it leads.
 */
place: PlaceView,
/**
 * What the thing is called here.
 */
name: string | null,
/**
 * Earliest time it can have happened: the look before.
 */
from: string,
/**
 * Latest time: the look that showed it.
 */
to: string,
/**
 * Facts for the words.
 */
facts: { [key in string]: string },
/**
 * Amount it is about.
 */
amount: Money | null,
/**
 * How it is known; key of the words.
 */
source: string,
/**
 * Request id.
 */
requestId: string | null,
/**
 * Not read yet.
 */
unread: boolean,
/**
 * A person has to do something.
 */
needsYou: boolean, };

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
 * Where the knowledge comes from: `this_computer`, `network`, `provider`,
 * `person`.
 */
source: string,
/**
 * Request id, if from an answer.
 */
requestId: string | null, };

/**
 * A file that an export made on this computer.
 */
export type ExportView = {
/**
 * Where it is.
 */
path: string,
/**
 * Its name.
 */
fileName: string,
/**
 * Rows or entries in it.
 */
rows: number,
/**
 * Its size in bytes.
 */
bytes: number,
/**
 * SHA-256 of its bytes, hex.
 */
sha256: string, };

/**
 * A fact that differs from what was shown before.
 */
export type FactChange = {
/**
 * Which fact: `condition`, `hostname`, `ip`, `product`, `due`, `price`.
 */
fact: string,
/**
 * Before.
 */
before: string | null,
/**
 * Now.
 */
now: string | null, };

/**
 * What kind of thing a service is, read from its product's group and name.
 */
export type Family = "kvm" | "dedicated" | "webspace" | "game" | "vpn" | "other";

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
 * How many there are of a family.
 */
export type FamilyServices = {
/**
 * The family.
 */
family: Family,
/**
 * How many, terminated and cancelled ones left out.
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
 * The file that a review comes from.
 */
export type FileOriginView = {
/**
 * When the draft was saved, in the provider's time.
 */
draftedAt: string,
/**
 * The profile it was drafted in, as it is called there.
 */
draftedBy: string,
/**
 * Until when it may be sent, by whichever computer.
 */
expiresAt: string,
/**
 * Groups of letters to compare with the person who drafted it.
 */
fingerprint: string,
/**
 * Due now when it was drafted.
 */
draftedNow: Money | null, };

/**
 * The invoice a finding is about.
 */
export type FindingInvoice = {
/**
 * Its id.
 */
id: string,
/**
 * Its number; its id where it has none.
 */
number: string, };

/**
 * What does not agree.
 */
export type FindingKind = "orderWithoutService" | "serviceWithoutOrder" | "invoiceWithoutService" | "moneyWithoutCause" | "unpaidPastItsDay";

/**
 * The service a finding is about.
 */
export type FindingService = {
/**
 * Its id.
 */
id: string,
/**
 * What it is called here.
 */
name: string, };

/**
 * One thing that does not agree.
 */
export type FindingView = {
/**
 * Its name; the same for the same disagreement, however often it is found.
 */
id: string,
/**
 * What.
 */
kind: FindingKind,
/**
 * The money it is about.
 */
money: Money | null,
/**
 * The order it is about.
 */
order: number | null,
/**
 * The service it is about.
 */
service: FindingService | null,
/**
 * The invoice it is about.
 */
invoice: FindingInvoice | null,
/**
 * Earliest time of what it is about.
 */
from: string,
/**
 * Latest time: the look that showed it.
 */
to: string,
/**
 * Facts for the words, what it is based on among them.
 */
facts: { [key in string]: string },
/**
 * When it was settled; none while it stands.
 */
settledAt: string | null,
/**
 * Why it is settled, in a person's words; `adopted` for what was there
 * before this journal, `gone` for what agrees by now.
 */
note: string | null, };

/**
 * Guards of the active profile as a person wants them.
 */
export type GuardsEdit = {
/**
 * Whether nothing that changes something at the provider may leave.
 */
readOnly: boolean,
/**
 * 0 to 720.
 */
twinHours: number,
/**
 * For example `50.00 EUR`; none for no cap.
 */
perOrder: string | null,
/**
 * As `per_order`.
 */
perDay: string | null,
/**
 * As `per_order`.
 */
perMonth: string | null,
/**
 * The name of the profile, where a guard is loosened.
 */
typed: string | null, };

/**
 * The guards of a profile.
 */
export type GuardsView = {
/**
 * Whose they are.
 */
profileId: string,
/**
 * What that profile is called; typed to loosen a guard.
 */
profileLabel: string,
/**
 * Whether nothing that changes something at the provider leaves.
 */
readOnly: boolean,
/**
 * For how long the same order is shown before it is placed again; 0 to
 * 720 hours.
 */
twinHours: number,
/**
 * The most one order may cost.
 */
perOrder: Money | null,
/**
 * The most the orders of 24 hours may cost.
 */
perDay: Money | null,
/**
 * The most the orders of 30 days may cost.
 */
perMonth: Money | null,
/**
 * What the orders of the last 24 hours did or may still cost, by currency.
 */
spentDay: Array<Money>,
/**
 * What those of the last 30 days did or may still cost, by currency.
 */
spentMonth: Array<Money>, };

/**
 * One check of a delivery.
 */
export type InspectCheck = {
/**
 * Which: `header`, `timestamp`, `age`, `signature`, `body`, `event`; key
 * of the words.
 */
kind: string,
/**
 * How it went.
 */
state: InspectState,
/**
 * Facts for the words.
 */
facts: { [key in string]: string }, };

/**
 * A pasted delivery.
 */
export type InspectRequest = {
/**
 * Headers as pasted.
 */
headers: string,
/**
 * Body as pasted; every byte counts.
 */
body: string,
/**
 * The secret that signs deliveries. Not kept.
 */
secret: string, };

/**
 * How a check of a delivery went.
 */
export type InspectState = "pass" | "warn" | "fail" | "skipped";

/**
 * What a pasted delivery is.
 */
export type InspectView = {
/**
 * Whether it verifies.
 */
verified: boolean,
/**
 * Every check.
 */
checks: Array<InspectCheck>,
/**
 * Type of the event, if the body states one.
 */
eventType: string | null,
/**
 * Id of the event.
 */
eventId: string | null,
/**
 * When it says it was made.
 */
created: string | null, };

/**
 * State of an invoice.
 */
export type InvoiceCondition = "draft" | "unpaid" | "overdue" | "paid" | "cancelled" | "refunded" | "collections" | "unknown";

/**
 * One row of the list.
 */
export type InvoiceRow = {
/**
 * The provider's id.
 */
id: string,
/**
 * Its number; the id where none was given.
 */
number: string,
/**
 * State.
 */
condition: InvoiceCondition,
/**
 * The provider's word for it.
 */
statusRaw: string | null,
/**
 * Its date.
 */
date: StatedTimeView | null,
/**
 * Due.
 */
due: StatedTimeView | null,
/**
 * Paid.
 */
paid: StatedTimeView | null,
/**
 * Net.
 */
net: Money | null,
/**
 * Tax.
 */
tax: Money | null,
/**
 * Paid from credit.
 */
credit: Money | null,
/**
 * Total.
 */
total: Money | null,
/**
 * Still open.
 */
open: Money | null,
/**
 * Its PDF.
 */
pdf: PdfView,
/**
 * When these facts were read.
 */
seenAt: string,
/**
 * Since when it is not visible to this key; never means deleted.
 */
missingSince: string | null,
/**
 * The order in the journal it belongs to.
 */
orderNo: number | null, };

/**
 * Sums of all matching invoices in one currency; cancelled and refunded ones
 * are left out and counted.
 */
export type InvoiceSums = {
/**
 * Three letters, or none where not stated.
 */
currency: string | null,
/**
 * Invoices counted.
 */
count: number,
/**
 * Left out.
 */
leftOut: number,
/**
 * Net, where every invoice states it.
 */
net: Money | null,
/**
 * Tax, where every invoice states it.
 */
tax: Money | null,
/**
 * Total.
 */
total: Money,
/**
 * Still open.
 */
open: Money, };

/**
 * Which invoices are wanted.
 */
export type InvoicesFilter = "all" | "open" | "overdue" | "paid" | "other";

/**
 * A page of invoices. Nothing is asked of the provider.
 */
export type InvoicesQuery = {
/**
 * Which.
 */
filter: InvoicesFilter,
/**
 * First day of the period, `YYYY-MM-DD`.
 */
from: string | null,
/**
 * Last day of the period.
 */
to: string | null,
/**
 * Words that must occur in number, id or amounts.
 */
search: string,
/**
 * Sorted by.
 */
sort: InvoicesSort,
/**
 * Up or down.
 */
direction: Direction,
/**
 * Rows to skip.
 */
offset: number,
/**
 * Rows wanted, at most 100.
 */
limit: number, };

/**
 * The column to sort by.
 */
export type InvoicesSort = "date" | "number" | "due" | "total" | "condition";

/**
 * A page of invoices with totals.
 */
export type InvoicesView = {
/**
 * All kept invoices.
 */
all: number,
/**
 * Open ones.
 */
open: number,
/**
 * Overdue ones.
 */
overdue: number,
/**
 * Those that match.
 */
total: number,
/**
 * The page.
 */
rows: Array<InvoiceRow>,
/**
 * Sums of all that match, by currency.
 */
sums: Array<InvoiceSums>,
/**
 * How the reading of the list stands, and its age.
 */
sync: SyncView, };

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
 * When the provider was last asked with success, and when it will be again.
 */
export type LastCheckView = {
/**
 * Last successful check; none if there was none.
 */
at: string | null,
/**
 * The next one, if one is planned.
 */
next: string | null,
/**
 * When its age becomes too high: then it is shown in red.
 */
lateAt: string | null, };

/**
 * An earlier look.
 */
export type LastLookView = {
/**
 * When.
 */
at: string,
/**
 * Why.
 */
reason: string | null, };

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
 * One field of the access data.
 */
export type LookField = {
/**
 * Its place, for `reveal_field` and `copy_field`.
 */
index: number,
/**
 * Its name as the provider gave it.
 */
name: string,
/**
 * Whether it is treated as secret; unknown fields are.
 */
secret: boolean,
/**
 * Its value, only where it is not secret.
 */
value: string | null, };

/**
 * What a look would mean, shown before it.
 */
export type LookPlanView = {
/**
 * Of which service.
 */
serviceId: string,
/**
 * What that is called here.
 */
serviceName: string,
/**
 * For whom.
 */
customer: string | null,
/**
 * Why it cannot be done: scope missing, audit chain not ready, no line.
 */
blocked: ErrorView | null,
/**
 * The last look from this computer, and why.
 */
last: LastLookView | null,
/**
 * Fewest characters of a reason.
 */
reasonAtLeast: number, };

/**
 * Asks for a look.
 */
export type LookRequest = {
/**
 * Of which service.
 */
serviceId: string,
/**
 * Why; kept in the audit chain, never sent.
 */
reason: string, };

/**
 * An open look. The values stay in the host until it ends.
 */
export type LookView = {
/**
 * Names the look.
 */
look: string,
/**
 * Of which service.
 */
serviceId: string,
/**
 * What that is called here.
 */
serviceName: string,
/**
 * Its fields.
 */
fields: Array<LookField>,
/**
 * Request id at the provider.
 */
requestId: string | null,
/**
 * When it was read.
 */
readAt: string,
/**
 * When it ends by itself.
 */
endsAt: string, };

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
orderNo: number | null,
/**
 * Which thing, if it was one.
 */
id: string | null,
/**
 * How far a long piece of work has come.
 */
work: WorkView | null,
/**
 * Where to go, if a person asked for that outside the window.
 */
open: PlaceView | null, };

/**
 * Whether events of a group become native notifications.
 */
export type NotifyGroup = {
/**
 * The group.
 */
group: EventGroup,
/**
 * Whether they do.
 */
on: boolean, };

/**
 * Settings of native notifications.
 */
export type NotifySettings = {
/**
 * Whether there are any at all.
 */
on: boolean,
/**
 * Per group.
 */
groups: Array<NotifyGroup>,
/**
 * Whether names of services and customers may be in them.
 */
names: boolean,
/**
 * Whether amounts may be in them.
 */
amounts: boolean,
/**
 * Credit below which there is an event, as decimal text in the account's
 * currency; none for never.
 */
lowCredit: string | null, };

/**
 * What became of the test notification.
 */
export type NotifyTestView = {
/**
 * Whether the system took it.
 */
taken: boolean,
/**
 * The system's name for what shows notifications, if it says.
 */
server: string | null,
/**
 * Whether a click can open the item here.
 */
clickable: boolean,
/**
 * What the system said, if it did not take it.
 */
detail: string | null, };

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
 * A file that was just saved.
 */
export type OrderFileSavedView = {
/**
 * Where it is.
 */
path: string,
/**
 * Groups of letters to compare with the person who sends it.
 */
fingerprint: string,
/**
 * Until when it may be sent.
 */
expiresAt: string,
/**
 * The only key that may send it.
 */
senderKey: string, };

/**
 * A file that was opened.
 */
export type OrderFileView = {
/**
 * Groups of letters to compare with the person who drafted it.
 */
fingerprint: string,
/**
 * When the draft was saved, in the provider's time.
 */
draftedAt: string,
/**
 * The profile it was drafted in, as it is called there.
 */
draftedBy: string,
/**
 * Until when it may be sent.
 */
expiresAt: string,
/**
 * The only key that may send it.
 */
senderKey: string,
/**
 * Due now when it was drafted.
 */
draftedNow: Money | null,
/**
 * Due at each renewal when it was drafted.
 */
draftedRecurring: Money | null,
/**
 * The review of it; none where its order is known here.
 */
review: ReviewView | null,
/**
 * The order that this computer made of it already.
 */
knownOrder: number | null,
/**
 * What differs between the draft and now.
 */
changes: Array<ChangeView>, };

/**
 * How far an order has come. State comes from evidence.
 */
export type OrderProgress = "written" | "sending" | "unknown" | "accepted" | "unpaid" | "paid" | "provisioned" | "refused" | "cancelled" | "cancelledPaid" | "notSent" | "needsPerson" | "closed";

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
 * Whether the console repeats it by itself, too.
 */
repeatsByItself: boolean,
/**
 * Whether nothing of it is open here, and another computer may have sent
 * the same order file.
 */
perhapsElsewhere: boolean,
/**
 * Whether its status can be asked for.
 */
canCheck: boolean,
/**
 * Whether only a person can say what became of it.
 */
takesAWord: boolean,
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
original: string | null,
/**
 * What speaks for and against it, where its outcome is not known.
 */
clues: CluesView | null,
/**
 * The last 409, with both bodies.
 */
conflict: ConflictView | null,
/**
 * What a person said became of it.
 */
decision: DecisionView | null, };

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
catalogueAt: string | null,
/**
 * Services in numbers.
 */
services: ServicesNow,
/**
 * What renews soon.
 */
renewals: RenewalsView,
/**
 * Newest events, at most six.
 */
events: Array<EventRow>,
/**
 * Events nobody has read.
 */
unread: number,
/**
 * What happened while the person was away; none after it was dismissed.
 */
digest: DigestView | null, };

/**
 * The reseller's own words about a service. Never sent to the provider.
 */
export type OwnWords = {
/**
 * What it is called here, at most 100 characters.
 */
name: string | null,
/**
 * For whom, at most 100 characters.
 */
customer: string | null,
/**
 * A note, at most 2,000 characters.
 */
note: string | null, };

/**
 * How the order will probably be paid (contract 8: credit first, then the
 * stored card; whether there is one is not told).
 */
export type PaymentForecast = "credit" | "cardOrRefused" | "free" | "notKnown";

/**
 * How the PDF of an invoice stands on this computer.
 */
export type PdfView = { "state": "none" } | { "state": "fetching",
/**
 * Bytes so far.
 */
bytes: number,
/**
 * Bytes in all, if stated.
 */
total: number | null, } | { "state": "saved",
/**
 * Its size.
 */
bytes: number,
/**
 * When it was fetched.
 */
at: string,
/**
 * Its name in the archive.
 */
fileName: string, } | { "state": "gone" } | { "state": "changed" } | { "state": "failed",
/**
 * Stable code.
 */
code: string, };

/**
 * A place of the window that something is about.
 */
export type PlaceView = { "place": "overview" } | { "place": "order",
/**
 * Its number.
 */
no: number, } | { "place": "service",
/**
 * Its id.
 */
id: string, } | { "place": "invoice",
/**
 * Its id.
 */
id: string, } | { "place": "activity" } | { "place": "reconciliation" } | { "place": "connection" };

/**
 * A page of the portal that the console may send a person to.
 */
export type PortalPage = "home" | "addCredit" | "cards" | "apiKeys" | "invoices";

/**
 * The page of the customer portal that a refused payment leads to; a part of
 * those the window can open.
 */
export type PortalPageName = "addCredit" | "cards" | "invoices" | "home";

/**
 * What the simulator is asked to play. Never reaches the real provider.
 */
export type PracticeScene = "ampleCredit" | "noCreditNoCard" | "cardDeclined" | "cardExpired" | "loseNextAnswer" | "sixHoursLater" | "payInPortal" | "boughtElsewhere" | "conflictNextOrder";

/**
 * What pressing a button costs, one part; key of the words.
 */
export type PriceKind = "noMoney" | "staysBilled" | "billingNotDocumented" | "renewalsEnd" | "shortOutage" | "outOfReach" | "dataErased" | "addressesReturned" | "noUndo" | "calls" | "auditEntry";

/**
 * One part of the price of an action.
 */
export type PricePart = {
/**
 * Which part.
 */
kind: PriceKind,
/**
 * The amount it is about.
 */
amount: Money | null,
/**
 * How many it is about.
 */
count: number | null, };

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
 * What a reconciliation rests on.
 */
export type ReconciliationBasis = {
/**
 * When the services were last read whole.
 */
servicesAt: string | null,
/**
 * When the invoices were last read whole.
 */
invoicesAt: string | null,
/**
 * When the credit was last read.
 */
creditAt: string | null,
/**
 * How many orders of the journal were compared.
 */
ordersCount: number,
/**
 * Whether all three were read, and the lists whole.
 */
complete: boolean, };

/**
 * The reconciliation of one profile.
 */
export type ReconciliationView = {
/**
 * What stands, newest first.
 */
findings: Array<FindingView>,
/**
 * What is settled, latest first, at most 200.
 */
settled: Array<FindingView>,
/**
 * What it rests on.
 */
basis: ReconciliationBasis,
/**
 * When it was made.
 */
madeAt: string | null,
/**
 * How many services were there before this journal knew the account.
 */
adopted: number,
/**
 * Whether lists are being read for it.
 */
running: boolean, };

/**
 * Services that renew on one day.
 */
export type RenewalDay = {
/**
 * The day as the provider states it, `YYYY-MM-DD`.
 */
day: string,
/**
 * How many renew.
 */
count: number,
/**
 * Names, at most three.
 */
names: Array<string>,
/**
 * Customers, at most three, without repetition.
 */
customers: Array<string>,
/**
 * What they cost, by currency.
 */
amounts: Array<Money>,
/**
 * How many of them state no price.
 */
unpriced: number,
/**
 * What of the credit is left after that day, as last read; none where the
 * credit is not known, a price is missing, or a currency differs.
 */
creditAfter: Money | null, };

/**
 * What renews within the next seven days.
 */
export type RenewalsView = {
/**
 * How many services.
 */
count: number,
/**
 * What they cost, by currency.
 */
sums: Array<Money>,
/**
 * How many state no price and are in no sum.
 */
unpriced: number,
/**
 * By day, earliest first.
 */
days: Array<RenewalDay>, };

/**
 * One unpaid order.
 */
export type RescueRow = {
/**
 * The order.
 */
order: OrderRow,
/**
 * The provider's reason, as it came.
 */
reason: string | null,
/**
 * When the provider cancels it: 24 hours after it was made, unless stated.
 */
cancelledAt: string,
/**
 * The same at the latest.
 */
cancelledBy: string,
/**
 * What it costs.
 */
amount: Money,
/**
 * What the credit, as last read, lacks for this order alone; none where
 * nothing is lacking or the credit is not known in its currency.
 */
shortfallAlone: Money | null,
/**
 * The page of the portal that helps.
 */
portal: PortalPageName,
/**
 * Whether its status can be asked for.
 */
canCheck: boolean,
/**
 * Whether its day is over, though nobody saw it cancelled.
 */
expired: boolean,
/**
 * When the provider was last asked for it.
 */
lastCheckedAt: string | null, };

/**
 * The rescue desk of one profile. Made without network.
 */
export type RescueView = {
/**
 * Unpaid orders, the one that is cancelled first on top.
 */
orders: Array<RescueRow>,
/**
 * Credit as last read.
 */
credit: CreditView | null,
/**
 * What to add to save how many, one after the other; per currency.
 */
steps: Array<TopUpStep>,
/**
 * Orders in no step: their currency is not the credit's, or no credit is
 * known.
 */
unpriced: number[], };

/**
 * One revealed value. The window shows it until `hide_at` and forgets it.
 */
export type RevealView = {
/**
 * Which field.
 */
index: number,
/**
 * Its value.
 */
value: string,
/**
 * When it has to be gone from the screen: 30 seconds after the click.
 */
hideAt: string, };

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
 * Earlier orders like it that a person has to see, the most pressing
 * first, at most five.
 */
twins: Array<TwinView>,
/**
 * The caps that are set.
 */
caps: Array<CapView>,
/**
 * The order file it comes from, if it does.
 */
file: FileOriginView | null,
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
 * State and power in one word, as a row shows them.
 */
export type ServiceCondition = "running" | "stopped" | "active" | "changing" | "settingUp" | "suspended" | "terminated" | "cancelled" | "fraud" | "unknown";

/**
 * One row of the list.
 */
export type ServiceRow = {
/**
 * The provider's id.
 */
id: string,
/**
 * What it is called here: own name, else host name, else the provider's
 * name, else the id.
 */
name: string,
/**
 * Its host name.
 */
hostname: string | null,
/**
 * For whom, in the reseller's words.
 */
customer: string | null,
/**
 * Product name.
 */
product: string | null,
/**
 * Product id.
 */
productId: string | null,
/**
 * What kind of thing it is.
 */
family: Family,
/**
 * State and power.
 */
condition: ServiceCondition,
/**
 * The provider's word for the state, as it came.
 */
statusRaw: string | null,
/**
 * The provider's word for the power, as it came.
 */
powerRaw: string | null,
/**
 * Main address.
 */
ip: string | null,
/**
 * Next due.
 */
due: StatedTimeView | null,
/**
 * Price of a renewal.
 */
price: Money | null,
/**
 * The cycle's word.
 */
cycle: string | null,
/**
 * When these facts were read.
 */
seenAt: string,
/**
 * Since when it is not visible to this key; never means deleted.
 */
missingSince: string | null,
/**
 * An action of ours on its way or without an outcome.
 */
acting: ActionKind | null,
/**
 * Whether that action has no outcome.
 */
unknown: boolean, };

/**
 * One service with everything known of it.
 */
export type ServiceView = {
/**
 * Its row.
 */
row: ServiceRow,
/**
 * All addresses.
 */
ips: Array<string>,
/**
 * When it was made.
 */
created: StatedTimeView | null,
/**
 * The provider's order id.
 */
orderId: string | null,
/**
 * The order in the journal, if it was bought here.
 */
orderNo: number | null,
/**
 * When this computer first saw it.
 */
firstSeenAt: string,
/**
 * Request id of the answer the facts are from.
 */
requestId: string | null,
/**
 * Own words.
 */
own: OwnWords,
/**
 * All seven actions and whether each can be asked for now.
 */
acts: Array<ActView>,
/**
 * The newest action that is on its way or has no outcome.
 */
action: ActionView | null,
/**
 * Whether the key may read access data; none where the scopes are not
 * known.
 */
mayLook: boolean | null,
/**
 * What happened, newest first, at most 50 lines.
 */
timeline: Array<TimelineView>,
/**
 * Lines in all.
 */
timelineTotal: number,
/**
 * The provider's own text about it, without what may be secret.
 */
original: string | null,
/**
 * Names of fields that are left out of `original`.
 */
withheld: Array<string>,
/**
 * Why the facts could not be read again just now.
 */
error: ErrorView | null, };

/**
 * Which services are wanted.
 */
export type ServicesFilter = "current" | "all" | "needsLook" | "dueSoon" | "ended";

/**
 * The services in numbers.
 */
export type ServicesNow = {
/**
 * Those that are not over.
 */
current: number,
/**
 * By condition; what is over or does not occur is left out.
 */
conditions: Array<ConditionCount>,
/**
 * When the list was last read as a whole.
 */
wholeAt: string | null, };

/**
 * A page of services. Nothing is asked of the provider.
 */
export type ServicesQuery = {
/**
 * Which.
 */
filter: ServicesFilter,
/**
 * Only this family.
 */
family: Family | null,
/**
 * Words that must occur, as beginnings, in names, host names, addresses,
 * ids, product, customer or note.
 */
search: string,
/**
 * Sorted by.
 */
sort: ServicesSort,
/**
 * Up or down.
 */
direction: Direction,
/**
 * Rows to skip.
 */
offset: number,
/**
 * Rows wanted, at most 100.
 */
limit: number, };

/**
 * Which services an export takes.
 */
export type ServicesSelection = {
/**
 * Those that match this (offset and limit do not count)...
 */
query: ServicesQuery,
/**
 * ...or, where given, only these.
 */
ids: Array<string> | null, };

/**
 * The column to sort by.
 */
export type ServicesSort = "name" | "condition" | "product" | "customer" | "due" | "price" | "created";

/**
 * A page of services with counts.
 */
export type ServicesView = {
/**
 * Ever seen.
 */
all: number,
/**
 * Current ones.
 */
current: number,
/**
 * Those that need a look.
 */
needsLook: number,
/**
 * Due within seven days.
 */
dueSoon: number,
/**
 * Ended ones.
 */
ended: number,
/**
 * Families that occur.
 */
families: Array<FamilyServices>,
/**
 * Services that match the query.
 */
total: number,
/**
 * The page.
 */
rows: Array<ServiceRow>,
/**
 * How the reading of the list stands, and its age.
 */
sync: SyncView, };

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
 * A time as the provider stated it. It may be a day, or a time whose zone is
 * not stated; then `at` is missing and `raw` is shown.
 */
export type StatedTimeView = {
/**
 * As it came.
 */
raw: string,
/**
 * The instant, where it is one.
 */
at: string | null,
/**
 * The day as `YYYY-MM-DD`, where one can be read.
 */
day: string | null, };

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
 * How the reading of a whole list stands.
 */
export type SyncView = {
/**
 * Whether it is being read now.
 */
running: boolean,
/**
 * Entries read so far in this reading.
 */
done: number,
/**
 * Entries to read, if the provider said so.
 */
total: number | null,
/**
 * When it waits for calls to be allowed again: until then.
 */
waitsUntil: string | null,
/**
 * When the list was last read as a whole; none if never.
 */
wholeAt: string | null,
/**
 * Whether only the first page can be read from this provider.
 */
firstPageOnly: boolean,
/**
 * Why the last reading broke off.
 */
error: ErrorView | null, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * One line of a service's timeline.
 */
export type TimelineView = {
/**
 * Earliest time it can have happened.
 */
from: string,
/**
 * Latest time; the same where it was seen to happen.
 */
to: string,
/**
 * What happened: the kind of an event, of an order's evidence, or of an
 * audit entry; key of the words.
 */
kind: string,
/**
 * Facts for the words.
 */
facts: { [key in string]: string },
/**
 * Where the knowledge comes from; key of the words.
 */
source: string,
/**
 * Request id.
 */
requestId: string | null, };

/**
 * What one amount of new credit would save.
 */
export type TopUpStep = {
/**
 * How much to add; zero where the credit is enough already.
 */
topUp: Money,
/**
 * Numbers of the orders that can be paid then, by deadline; each step has
 * all of the step before.
 */
saves: number[], };

/**
 * What has changed.
 */
export type Topic = "profiles" | "connection" | "credit" | "catalogue" | "orders" | "settings" | "services" | "actions" | "invoices" | "activity" | "audit" | "webhook" | "reconciliation" | "lookEnded" | "clipboardCleared" | "clipboardTaken" | "open";

/**
 * Why an earlier order has to be seen before another one like it.
 */
export type TwinReason = "open" | "unpaid" | "recent";

/**
 * An earlier order of this profile like the one under review.
 */
export type TwinView = {
/**
 * Its number in the journal.
 */
no: number,
/**
 * Product name at the time.
 */
product: string,
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
 * When it was ordered.
 */
createdAt: string,
/**
 * Until when something can be done about it: the end of safe repeating, or
 * of the unpaid order.
 */
deadline: string | null,
/**
 * Why it has to be seen.
 */
why: TwinReason,
/**
 * Whether it keeps the button dead: it sent the very same bytes, and its
 * outcome is not known. Such a one cannot be acknowledged.
 */
blocks: boolean, };

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
 * The same at the latest: the provider states none, and the order was made
 * some time between its first attempt and the answer.
 */
cancelledBy: string,
/**
 * What the credit lacked, as last read.
 */
shortfall: Money | null, };

/**
 * What a check of the chain found.
 */
export type VerdictState = "whole" | "broken" | "partly" | "noKey" | "notChecked";

/**
 * The result of a check.
 */
export type VerdictView = {
/**
 * What was found.
 */
state: VerdictState,
/**
 * Entries looked at.
 */
entries: number,
/**
 * When the first of them was written.
 */
from: string | null,
/**
 * When the last of them was written.
 */
to: string | null,
/**
 * The first bad entry.
 */
firstBad: number | null,
/**
 * What is wrong with it: `altered`, `missing`, `moved`, `cut_off`,
 * `rolled_back`, `foreign`; key of the words.
 */
why: string | null,
/**
 * Entries written after the last seal in the keychain.
 */
afterSeal: number,
/**
 * Entries whose key was kept for one session only.
 */
notCheckable: number,
/**
 * When it was checked.
 */
checkedAt: string | null,
/**
 * How long that took, in milliseconds.
 */
tookMs: number, };

/**
 * The webhook of the active profile's key.
 */
export type WebhookView = {
/**
 * Whether it was ever read.
 */
known: boolean,
/**
 * The URL that is set; none where none is.
 */
url: string | null,
/**
 * When that was read.
 */
readAt: string | null,
/**
 * Request id of that reading.
 */
requestId: string | null,
/**
 * Whether the key may read it; none where the scopes are not known.
 */
mayRead: boolean | null,
/**
 * Whether the key may set it.
 */
maySet: boolean | null,
/**
 * URLs that were replaced from here, newest first, at most ten.
 */
earlier: Array<EarlierUrl>,
/**
 * Why it could not be read or set just now.
 */
error: ErrorView | null, };

/**
 * Part of a long piece of work.
 */
export type WorkView = {
/**
 * Pieces done.
 */
done: number,
/**
 * Pieces in all, if known.
 */
total: number | null, };

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
  services: { args: { query: ServicesQuery }; result: ServicesView };
  service: { args: { id: string }; result: ServiceView };
  action: { args: { id: string }; result: ActionView };
  look_plan: { args: { service: string }; result: LookPlanView };
  audit: { args: { query: AuditQuery }; result: AuditView };
  audit_entry: { args: { seq: number }; result: AuditEntryView };
  invoices: { args: { query: InvoicesQuery }; result: InvoicesView };
  credit_history: { args: Record<string, never>; result: CreditHistoryView };
  activity: { args: { query: ActivityQuery }; result: ActivityView };
  notify_settings: { args: Record<string, never>; result: NotifySettings };
  webhook: { args: Record<string, never>; result: WebhookView };
  rescue: { args: Record<string, never>; result: RescueView };
  reconciliation: { args: Record<string, never>; result: ReconciliationView };
  guards: { args: Record<string, never>; result: GuardsView };
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
  refresh_services: { args: Record<string, never>; result: null };
  refresh_service: { args: { id: string }; result: ServiceView };
  save_own_words: { args: { id: string; words: OwnWords }; result: ServiceView };
  export_services: { args: { selection: ServicesSelection }; result: ExportView };
  prepare_action: { args: { service: string; kind: ActionKind }; result: ActionPlanView };
  cancel_action: { args: { plan: string }; result: null };
  verify_audit: { args: Record<string, never>; result: VerdictView };
  cancel_verify: { args: Record<string, never>; result: null };
  export_audit: { args: { query: AuditQuery }; result: ExportView };
  refresh_invoices: { args: Record<string, never>; result: null };
  save_invoice_pdf: { args: { id: string }; result: InvoiceRow };
  export_invoices: { args: { query: InvoicesQuery }; result: ExportView };
  mark_read: { args: { ids: Array<number> | null }; result: null };
  dismiss_digest: { args: Record<string, never>; result: null };
  save_notify_settings: { args: { settings: NotifySettings }; result: NotifySettings };
  test_notification: { args: Record<string, never>; result: NotifyTestView };
  read_webhook: { args: Record<string, never>; result: WebhookView };
  cancel_webhook: { args: { url: string | null }; result: null };
  cancel_look: { args: { service: string }; result: null };
  open_invoice_pdf: { args: { id: string }; result: null };
  show_downloads: { args: Record<string, never>; result: null };
  refresh_clues: { args: { no: number }; result: OrderView };
  reconcile: { args: Record<string, never>; result: ReconciliationView };
  settle_finding: { args: { id: string; note: string }; result: ReconciliationView };
  reopen_finding: { args: { id: string }; result: ReconciliationView };
  save_order_file: { args: { review: string; validHours: number; senderKey: string }; result: OrderFileSavedView };
  open_order_file: { args: { text: string }; result: OrderFileView };
  place_order: { args: { review: string; acknowledged: Array<number> }; result: OrderView };
  lift_cap: { args: { review: string; typed: string }; result: ReviewView };
  save_guards: { args: { edit: GuardsEdit }; result: GuardsView };
  repeat_order: { args: { no: number }; result: OrderView };
  decide_order: { args: { no: number; decision: DecisionRequest }; result: OrderView };
  sign_anyway: { args: Record<string, never>; result: ConnectionView };
  reset_simulator: { args: Record<string, never>; result: ProfileView };
  run_action: { args: { request: ActionRequest }; result: ActionView };
  repeat_action: { args: { id: string }; result: ActionView };
  begin_audit_section: { args: { reason: string }; result: VerdictView };
  set_webhook: { args: { url: string | null }; result: WebhookView };
  connect_profile: { args: { request: ConnectRequest }; result: ConnectView };
  enter_secret: { args: { id: string; secret: string; keep: SecretHome }; result: ConnectView };
  forget_profile: { args: { id: string }; result: null };
  look_at_credentials: { args: { request: LookRequest }; result: LookView };
  reveal_field: { args: { look: string; index: number }; result: RevealView };
  copy_field: { args: { look: string; index: number }; result: CopiedView };
  end_look: { args: { look: string }; result: null };
  clear_clipboard: { args: Record<string, never>; result: null };
  inspect_delivery: { args: { request: InspectRequest }; result: InspectView };
  window_ready: { args: Record<string, never>; result: null };
  window_problem: { args: { kind: string; text: string }; result: null };
  window_state: { args: { visible: boolean; focused: boolean }; result: null };
}

/** Name of the event that carries a `Notice`. */
export const NOTICE_EVENT = "notice";
