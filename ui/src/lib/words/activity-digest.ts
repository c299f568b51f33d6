// The lines of the digest in words: what is counted, and what it asks of a person.
import type { DigestLine } from "~/bindings";

const DIGEST: Readonly<Record<string, readonly [one: string, many: string]>> = {
  order_paid: ["order paid", "orders paid"],
  payment_needed: ["payment still open", "payments still open"],
  order_cancelled: ["order cancelled", "orders cancelled"],
  payment_reminder: ["reminder of a payment", "reminders of payments"],
  finding: ["time orders and account did not agree", "times orders and account did not agree"],
  service_appeared: ["service new in the list", "services new in the list"],
  service_provisioned: ["service set up", "services set up"],
  service_changed: ["service changed", "changes of services"],
  service_failed: ["service held back or ended", "services held back or ended"],
  service_missing: ["service not listed any more", "services not listed any more"],
  service_back: ["service listed again", "services listed again"],
  invoice_created: ["invoice issued", "invoices issued"],
  invoice_paid: ["invoice paid", "invoices paid"],
  invoice_overdue: ["invoice overdue", "invoices overdue"],
  invoice_changed: ["invoice changed", "invoices changed"],
  balance_low: ["time the credit fell below your line", "times the credit fell below your line"],
  credit_changed: ["change of the credit", "changes of the credit"],
  key_scopes_changed: ["change of what the key may do", "changes of what the key may do"],
  key_refused: ["time the key was refused", "times the key was refused"],
  key_accepted: ["time the key was accepted again", "times the key was accepted again"],
  webhook_changed: ["change of the webhook’s address", "changes of the webhook’s address"],
  watching_again: ["gap in watching", "gaps in watching"],
  first_look: ["first look at the account", "first looks at the account"],
};

/** What a line of the digest counts. */
export function digestWords(line: DigestLine): string {
  const words = DIGEST[line.kind];
  if (!words) return line.kind.replaceAll("_", " ");
  return line.count === 1 ? words[0] : words[1];
}

/** Kinds that are a change a person did not ask for, and that may mean something. */
const TO_LOOK_AT = new Set([
  "finding",
  "service_missing",
  "service_failed",
  "service_back",
  "key_refused",
]);

/** What a line of the digest asks of the person. */
export function digestCall(line: DigestLine): "needs you" | "look" | "as expected" {
  if (line.needsYou) return "needs you";
  return TO_LOOK_AT.has(line.kind) ? "look" : "as expected";
}
