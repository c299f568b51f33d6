// Opens one place of the window with a profile at work, the host faked at the wire.
import type { Route } from "~/state/router.svelte";
import { VIEWS } from "~/views";

import { fakeHost, type Answers } from "./host";
import { aReconciliation, aRescue } from "./money";
import { someOrders } from "./shop";
import { show, stillConsole } from "./show";
import { aConnection, aStart } from "./views";

/** Nothing waits and everything agrees, unless `answers` say otherwise. */
export async function openPlace(route: Route, answers: Answers = {}) {
  const host = fakeHost({
    start: () => aStart(),
    connection: () => aConnection(),
    orders: () => someOrders(),
    rescue: () => aRescue(),
    reconciliation: () => aReconciliation(),
    ...answers,
  });
  const console = stillConsole();
  await Promise.all([console.session.read(), console.connection.read()]);
  console.router.go(route);
  const View = VIEWS[route.name];
  if (!View) throw new Error(`no view for ${route.name}`);
  return { host, ...show(View, {}, console) };
}
