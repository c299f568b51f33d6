// What the palette can do now: places and acts that exist, nothing else.
import Eye from "@lucide/svelte/icons/eye";
import FileInput from "@lucide/svelte/icons/file-input";
import FileText from "@lucide/svelte/icons/file-text";
import FlaskConical from "@lucide/svelte/icons/flask-conical";
import KeyRound from "@lucide/svelte/icons/key-round";
import Moon from "@lucide/svelte/icons/moon";
import Package from "@lucide/svelte/icons/package";
import PlugZap from "@lucide/svelte/icons/plug-zap";
import ReceiptText from "@lucide/svelte/icons/receipt-text";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import Scale from "@lucide/svelte/icons/scale";
import Server from "@lucide/svelte/icons/server";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import Sun from "@lucide/svelte/icons/sun";
import UserRound from "@lucide/svelte/icons/user-round";
import Wallet from "@lucide/svelte/icons/wallet";

import type { InvoiceRow, OrderRow, ProductRow, ServiceRow } from "~/bindings";
import type { IconSource } from "~/components/shared/icon";
import { profileNote } from "~/lib/profile";
import { INVOICE_WORDS } from "~/lib/words/invoices";
import type { Console } from "~/state/console";
import type { Found } from "~/state/finder.svelte";
import { VIEWS } from "~/views";

import { PLACES } from "./places";

export interface Command {
  id: string;
  group: "Go to" | "Do" | "Profiles" | "Recent orders" | "Found";
  label: string;
  /** Its price or its object, in grey. */
  note?: string;
  icon: IconSource;
  keys?: string;
  run: () => void;
}

/** All commands that make sense now, in the order of their groups. */
export function commandsOf(console: Console): Command[] {
  const recent = console.overview.view?.recent ?? [];
  return [
    ...places(console),
    ...acts(console),
    ...profiles(console),
    ...orders(console, recent, "Recent orders"),
  ];
}

/** What the journal and the kept catalogue have for the words searched for. */
export function foundOf(console: Console, found: Found): Command[] {
  return [
    ...services(console, found.services),
    ...orders(console, found.orders, "Found"),
    ...invoices(console, found.invoices),
    ...products(console, found.products),
  ];
}

function places({ router }: Console): Command[] {
  return PLACES.map((place) => ({
    id: `go-${place.name}`,
    group: "Go to",
    label: place.label,
    icon: place.icon,
    keys: place.keys,
    run: () => router.go(place.to),
  }));
}

function acts(console: Console): Command[] {
  const { session, connection, amounts, settings } = console;
  const always: Command[] = [
    {
      id: "amounts",
      group: "Do",
      label: amounts.hidden ? "Show amounts" : "Hide amounts",
      icon: Eye,
      run: () => void amounts.toggle(),
    },
    {
      id: "theme",
      group: "Do",
      label: settings.dark ? "Use light colours" : "Use dark colours",
      icon: settings.dark ? Sun : Moon,
      run: () => void settings.change({ theme: settings.dark ? "light" : "dark" }),
    },
  ];
  if (!session.active) return always;
  return [
    {
      id: "check",
      group: "Do",
      label: "Check the connection",
      note: "1 call",
      icon: PlugZap,
      run: () => void connection.check(),
    },
    {
      id: "credit",
      group: "Do",
      label: "Read credit again",
      note: "1 call",
      icon: Wallet,
      run: () => void connection.refreshCredit(),
    },
    ...readings(console),
    ...always,
  ];
}

/** What can be read or checked anew, each where its progress is shown. */
function readings({ router, invoices, services, reconciliation }: Console): Command[] {
  const all: (Command | false)[] = [
    VIEWS.reconciliation !== undefined && {
      id: "reconcile",
      group: "Do",
      label: "Reconcile orders, services, invoices and credit",
      note: "3 calls or more",
      icon: Scale,
      run: () => {
        router.go({ name: "reconciliation" });
        void reconciliation.reconcile();
      },
    },
    VIEWS.services !== undefined && {
      id: "read-services",
      group: "Do",
      label: "Read the services again",
      note: "1 call or more",
      icon: RefreshCw,
      run: () => {
        router.go({ name: "services", id: null });
        void services.read();
      },
    },
    VIEWS.invoices !== undefined && {
      id: "read-invoices",
      group: "Do",
      label: "Read the invoices again",
      note: "1 call or more",
      icon: RefreshCw,
      run: () => {
        router.go({ name: "invoices", id: null });
        void invoices.refresh();
      },
    },
    VIEWS.orderFile !== undefined && {
      id: "open-order-file",
      group: "Do",
      label: "Open an order file…",
      note: "looked at before anything is sent",
      icon: FileInput,
      run: () => router.go({ name: "orderFile" }),
    },
    VIEWS.invoices !== undefined && {
      id: "fetch-pdfs",
      group: "Do",
      label: "Fetch the PDF of an invoice…",
      note: "choose it in the list, 1 call each",
      icon: FileText,
      run: () => router.go({ name: "invoices", id: null }),
    },
    VIEWS.audit !== undefined && {
      id: "verify-audit",
      group: "Do",
      label: "Verify the audit chain…",
      note: "on this computer, no call",
      icon: ShieldCheck,
      run: () => router.go({ name: "audit", seq: null }),
    },
  ];
  return all.filter((command) => command !== false);
}

function profiles({ session, router }: Console): Command[] {
  const others: Command[] = session.profiles
    .filter((profile) => profile.id !== session.active?.id)
    .map((profile) => ({
      id: `profile-${profile.id}`,
      group: "Profiles",
      label: `Switch to ${profile.label}`,
      note: profileNote(profile),
      icon: UserRound,
      run: () => void session.activate(profile.id),
    }));
  const connect: Command = {
    id: "connect",
    group: "Profiles",
    label: "Connect a key…",
    icon: KeyRound,
    run: () => router.go({ name: "connect" }),
  };
  const simulator: Command = {
    id: "simulator",
    group: "Profiles",
    label: "Open the simulator",
    icon: FlaskConical,
    run: () => void session.openSimulator(),
  };
  const hasOne = session.profiles.some((profile) => profile.builtIn);
  return [...others, connect, ...(hasOne ? [] : [simulator])];
}

function products({ router }: Console, rows: ProductRow[]): Command[] {
  if (!VIEWS.product) return [];
  return rows.map((product) => ({
    id: `product-${product.id}`,
    group: "Found",
    label: product.name,
    note: product.summary || product.family,
    icon: Package,
    run: () => router.go({ name: "product", id: product.id }),
  }));
}

function services({ router }: Console, rows: ServiceRow[]): Command[] {
  if (!VIEWS.services) return [];
  return rows.map((service) => ({
    id: `service-${service.id}`,
    group: "Found",
    label: service.name,
    note: [service.customer, service.product, service.ip].filter(Boolean).join(" · "),
    icon: Server,
    run: () => router.go({ name: "services", id: service.id }),
  }));
}

function invoices({ router, amounts }: Console, rows: InvoiceRow[]): Command[] {
  if (!VIEWS.invoices) return [];
  return rows.map((invoice) => ({
    id: `invoice-${invoice.id}`,
    group: "Found",
    label: `Invoice ${invoice.number}`,
    note: [
      INVOICE_WORDS[invoice.condition].word,
      invoice.total ? amounts.text(invoice.total) : null,
    ]
      .filter(Boolean)
      .join(" · "),
    icon: FileText,
    run: () => router.go({ name: "invoices", id: invoice.id }),
  }));
}

function orders(
  { router, amounts }: Console,
  rows: OrderRow[],
  group: "Recent orders" | "Found",
): Command[] {
  if (!VIEWS.order) return [];
  return rows.map((order) => ({
    id: `order-${order.no}`,
    group,
    label: `No. ${order.no} ${order.product}`,
    note: [order.customer, order.now ? amounts.text(order.now) : null].filter(Boolean).join(" · "),
    icon: ReceiptText,
    run: () => router.go({ name: "order", no: order.no }),
  }));
}
