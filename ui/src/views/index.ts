// Which view shows which place. A place without a view has no way to it: the
// rail, the palette and links ask here.
import type { Component } from "svelte";

import type { RouteName } from "~/state/router.svelte";

import Activity from "./Activity.svelte";
import Audit from "./Audit.svelte";
import Catalogue from "./Catalogue.svelte";
import Connect from "./Connect.svelte";
import Invoices from "./Invoices.svelte";
import Order from "./Order.svelte";
import OrderFile from "./OrderFile.svelte";
import OrderNew from "./OrderNew.svelte";
import Orders from "./Orders.svelte";
import Overview from "./Overview.svelte";
import Product from "./Product.svelte";
import Services from "./Services.svelte";
import Settings from "./Settings.svelte";
import Welcome from "./Welcome.svelte";

export const VIEWS: Partial<Record<RouteName, Component>> = {
  welcome: Welcome,
  connect: Connect,
  overview: Overview,
  catalogue: Catalogue,
  product: Product,
  orderNew: OrderNew,
  orders: Orders,
  order: Order,
  reconciliation: Orders,
  orderFile: OrderFile,
  invoices: Invoices,
  activity: Activity,
  audit: Audit,
  services: Services,
  settings: Settings,
};
