// Where the person is, and the way back. Places are data; which view shows
// them is the frame's business.

/** A place of the window. */
export type Route =
  | { name: "welcome" }
  | { name: "connect" }
  | { name: "overview" }
  | { name: "catalogue" }
  | { name: "product"; id: string }
  | { name: "orderNew"; productId: string; cycle: string | null }
  | { name: "orders" }
  | { name: "order"; no: number }
  | { name: "reconciliation" }
  | { name: "orderFile" }
  | { name: "services"; id: string | null }
  | { name: "invoices"; id: string | null }
  | { name: "activity" }
  | { name: "audit"; seq: number | null }
  | { name: "settings"; part: SettingsPart };

export type RouteName = Route["name"];
export type SettingsPart = "appearance" | "profiles" | "guards" | "notifications" | "webhook";

/** One step of the path in the top bar; all but the last lead somewhere. */
export interface Crumb {
  text: string;
  to: Route | null;
}

const TITLES: Record<RouteName, string> = {
  welcome: "Welcome",
  connect: "Connect a key",
  overview: "Overview",
  catalogue: "Catalogue",
  product: "Product",
  orderNew: "Review order",
  orders: "Orders",
  order: "Order",
  reconciliation: "Reconciliation",
  orderFile: "Order file",
  services: "Services",
  invoices: "Invoices",
  activity: "Activity",
  audit: "Audit",
  settings: "Settings",
};

const MOST_KEPT = 50;

export class Router {
  #entries = $state.raw<Route[]>([{ name: "overview" }]);
  #at = $state(0);
  #name = $state<string | null>(null);

  /** The place now. */
  readonly route: Route = $derived(this.#entries[this.#at] ?? { name: "overview" });
  /** Changes with every place and its object, so that a view begins anew; parts of a place share it. */
  readonly key: string = $derived(keyOf(this.route));
  readonly canBack: boolean = $derived(this.#at > 0);
  readonly canForward: boolean = $derived(this.#at < this.#entries.length - 1);

  /** Goes there. The same place again is no new step. */
  go(to: Route): void {
    if (JSON.stringify(to) === JSON.stringify(this.route)) return;
    const kept = this.#entries.slice(0, this.#at + 1).slice(1 - MOST_KEPT);
    this.#entries = [...kept, to];
    this.#at = kept.length;
    this.#name = null;
  }

  /** Goes there and takes the present place out of the way back. */
  replace(to: Route): void {
    const entries = [...this.#entries];
    entries[this.#at] = to;
    this.#entries = entries;
    this.#name = null;
  }

  /** Goes there and forgets the way back, for example because another profile is active now. */
  reset(to: Route): void {
    this.#entries = [to];
    this.#at = 0;
    this.#name = null;
  }

  back(): void {
    if (!this.canBack) return;
    this.#at -= 1;
    this.#name = null;
  }

  forward(): void {
    if (!this.canForward) return;
    this.#at += 1;
    this.#name = null;
  }

  /** Lets a view name its object once it is read: `KVM L`, `No. 148`. */
  nameObject(name: string): void {
    this.#name = name;
  }

  /** Name of the object the place is about, as far as it is known. */
  get object(): string | null {
    return this.#name;
  }

  /** Title of the place: what is announced and what the window is called. */
  readonly title: string = $derived.by(() => this.crumbs.map((crumb) => crumb.text).join(" / "));

  /** The path in the top bar. */
  readonly crumbs: Crumb[] = $derived.by(() => crumbsOf(this.route, this.#name));
}

function keyOf(route: Route): string {
  switch (route.name) {
    // Tabs of one place.
    case "orders":
    case "reconciliation":
      return "orders";
    // What is chosen in these is shown beside the list, which stays as it is.
    case "settings":
    case "services":
    case "invoices":
    case "audit":
      return route.name;
    case "welcome":
    case "connect":
    case "overview":
    case "catalogue":
    case "product":
    case "orderNew":
    case "order":
    case "orderFile":
    case "activity":
      return JSON.stringify(route);
  }
}

function crumbsOf(route: Route, object: string | null): Crumb[] {
  const here = (text: string): Crumb => ({ text, to: null });
  const catalogue: Crumb = { text: TITLES.catalogue, to: { name: "catalogue" } };
  switch (route.name) {
    case "product":
      return [catalogue, here(object ?? TITLES.product)];
    case "orderNew":
      return [
        catalogue,
        { text: object ?? TITLES.product, to: { name: "product", id: route.productId } },
        here(TITLES.orderNew),
      ];
    case "order":
      return [{ text: TITLES.orders, to: { name: "orders" } }, here(`No. ${route.no}`)];
    case "reconciliation":
      return [{ text: TITLES.orders, to: { name: "orders" } }, here(TITLES.reconciliation)];
    case "orderFile":
      return [{ text: TITLES.orders, to: { name: "orders" } }, here(object ?? TITLES.orderFile)];
    case "settings":
      return [here(TITLES.settings)];
    case "welcome":
    case "connect":
    case "overview":
    case "catalogue":
    case "orders":
    case "services":
    case "invoices":
    case "activity":
    case "audit":
      return [here(TITLES[route.name])];
  }
}
