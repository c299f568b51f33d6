// The sign of an event: what it is about, or what became of it.
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import CircleQuestionMark from "@lucide/svelte/icons/circle-question-mark";
import CircleX from "@lucide/svelte/icons/circle-x";
import Eye from "@lucide/svelte/icons/eye";
import KeyRound from "@lucide/svelte/icons/key-round";
import Moon from "@lucide/svelte/icons/moon";
import Package from "@lucide/svelte/icons/package";
import Pause from "@lucide/svelte/icons/pause";
import ReceiptText from "@lucide/svelte/icons/receipt-text";
import Scale from "@lucide/svelte/icons/scale";
import Server from "@lucide/svelte/icons/server";
import Wallet from "@lucide/svelte/icons/wallet";
import Webhook from "@lucide/svelte/icons/webhook";

import type { EventGroup } from "~/bindings";
import type { IconSource } from "~/components/shared/icon";

const KINDS: Readonly<Record<string, IconSource>> = {
  order_paid: CircleCheck,
  payment_needed: Wallet,
  payment_reminder: Wallet,
  finding: Scale,
  order_cancelled: CircleX,
  service_provisioned: CircleCheck,
  service_failed: Pause,
  service_missing: CircleQuestionMark,
  invoice_overdue: CalendarClock,
  webhook_changed: Webhook,
  watching_again: Moon,
};

const GROUPS: Record<EventGroup, IconSource> = {
  orders: Package,
  services: Server,
  invoices: ReceiptText,
  credit: Wallet,
  key: KeyRound,
  watching: Eye,
};

export function signOf(kind: string, group: EventGroup): IconSource {
  return KINDS[kind] ?? GROUPS[group];
}

/** The class of its colour: only what asks for something has one. */
export function toneOf(kind: string, needsYou: boolean): "warn" | "ok" | "unknown" | "" {
  if (needsYou) return "warn";
  if (kind === "service_missing") return "unknown";
  return kind === "service_provisioned" || kind === "order_paid" ? "ok" : "";
}
