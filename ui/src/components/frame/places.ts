// The places of the rail. A place whose view does not exist has no entry.
import ClipboardList from "@lucide/svelte/icons/clipboard-list";
import Gauge from "@lucide/svelte/icons/gauge";
import Package from "@lucide/svelte/icons/package";
import SettingsIcon from "@lucide/svelte/icons/settings";

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
    within: ["order"],
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
