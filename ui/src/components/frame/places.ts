// The places of the rail. A place whose view does not exist has no entry.
import Activity from "@lucide/svelte/icons/activity";
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import Gauge from "@lucide/svelte/icons/gauge";
import Package from "@lucide/svelte/icons/package";
import ReceiptText from "@lucide/svelte/icons/receipt-text";
import Server from "@lucide/svelte/icons/server";
import SettingsIcon from "@lucide/svelte/icons/settings";
import ShieldCheck from "@lucide/svelte/icons/shield-check";

import type { IconSource } from "~/components/shared/icon";
import type { Route, RouteName } from "~/state/router.svelte";
import { VIEWS } from "~/views";

export interface Place {
  name: RouteName;
  label: string;
  icon: IconSource;
  to: Route;
  /** Pressed one after the other. */
  keys: string;
  /** Places that lie within it. */
  within: RouteName[];
  /** At the foot of the rail. */
  low?: boolean;
}

const ALL: Place[] = [
  {
    name: "overview",
    label: "Overview",
    icon: Gauge,
    to: { name: "overview" },
    keys: "G O",
    within: [],
  },
  {
    name: "catalogue",
    label: "Catalogue",
    icon: Package,
    to: { name: "catalogue" },
    keys: "G C",
    within: ["product", "orderNew"],
  },
  {
    name: "orders",
    label: "Orders",
    icon: ClipboardList,
    to: { name: "orders" },
    keys: "G R",
    within: ["order", "orderFile", "reconciliation"],
  },
  {
    name: "services",
    label: "Services",
    icon: Server,
    to: { name: "services", id: null },
    keys: "G V",
    within: [],
  },
  {
    name: "invoices",
    label: "Invoices",
    icon: ReceiptText,
    to: { name: "invoices", id: null },
    keys: "G I",
    within: [],
  },
  {
    name: "activity",
    label: "Activity",
    icon: Activity,
    to: { name: "activity" },
    keys: "G A",
    within: [],
  },
  {
    name: "audit",
    label: "Audit",
    icon: ShieldCheck,
    to: { name: "audit", seq: null },
    keys: "G U",
    within: [],
  },
  {
    name: "settings",
    label: "Settings",
    icon: SettingsIcon,
    to: { name: "settings", part: "appearance" },
    keys: "G S",
    within: ["connect"],
    low: true,
  },
];

export const PLACES: readonly Place[] = ALL.filter((place) => VIEWS[place.name]);

/** Whether a route is the place or lies within it. */
export function isAt(place: Place, route: Route): boolean {
  return route.name === place.name || place.within.includes(route.name);
}
