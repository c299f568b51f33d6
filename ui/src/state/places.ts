// Where a thing that the host points to is in this window.
import type { EventRow, PlaceView } from "~/bindings";

import type { Route } from "./router.svelte";

/** The route of a place. */
export function routeOf(place: PlaceView): Route {
  switch (place.place) {
    case "overview":
      return { name: "overview" };
    case "order":
      return { name: "order", no: place.no };
    case "service":
      return { name: "services", id: place.id };
    case "invoice":
      return { name: "invoices", id: place.id };
    case "activity":
      return { name: "activity" };
    case "reconciliation":
      return { name: "reconciliation" };
    case "connection":
      return { name: "settings", part: "profiles" };
  }
}

/** The route of what an event is about. The webhook has a place of its own. */
export function routeOfEvent({ kind, place }: Pick<EventRow, "kind" | "place">): Route {
  if (kind === "webhook_changed") return { name: "settings", part: "webhook" };
  return routeOf(place);
}
