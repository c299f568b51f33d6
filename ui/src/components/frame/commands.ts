// What the palette can do now: places and acts that exist, nothing else.
import Eye from "@lucide/svelte/icons/eye";
import FlaskConical from "@lucide/svelte/icons/flask-conical";
import KeyRound from "@lucide/svelte/icons/key-round";
import Moon from "@lucide/svelte/icons/moon";
import Package from "@lucide/svelte/icons/package";
import PlugZap from "@lucide/svelte/icons/plug-zap";
import ReceiptText from "@lucide/svelte/icons/receipt-text";
import Sun from "@lucide/svelte/icons/sun";
import UserRound from "@lucide/svelte/icons/user-round";
import Wallet from "@lucide/svelte/icons/wallet";

import type { OrderRow, ProductRow } from "~/bindings";
import type { IconSource } from "~/components/shared/icon";
import { profileNote } from "~/lib/profile";
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
  return [...products(console, found.products), ...orders(console, found.orders, "Found")];
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

function acts({ session, connection, amounts, settings }: Console): Command[] {
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
    ...always,
  ];
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
