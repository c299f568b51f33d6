// Everything the window knows, put together once and given to components by context.
import { getContext, setContext } from "svelte";

import { Activity } from "./activity.svelte";
import { Amounts } from "./amounts.svelte";
import { Announcer } from "./announcer.svelte";
import { Catalogue } from "./catalogue.svelte";
import { Clock } from "./clock.svelte";
import { Connecting } from "./connecting.svelte";
import { Connection } from "./connection.svelte";
import { Credit } from "./credit.svelte";
import { Guards } from "./guards.svelte";
import { Invoices } from "./invoices.svelte";
import { Notices } from "./notices.svelte";
import { OrderFiles } from "./order-file.svelte";
import { Orders } from "./orders.svelte";
import { Overview } from "./overview.svelte";
import { Presence } from "./presence.svelte";
import { Reconciliation } from "./reconciliation.svelte";
import { Rescue } from "./rescue.svelte";
import { Router } from "./router.svelte";
import { Services } from "./services.svelte";
import { Session } from "./session.svelte";
import { Settings } from "./settings.svelte";

export interface Console {
  readonly notices: Notices;
  readonly settings: Settings;
  readonly amounts: Amounts;
  readonly session: Session;
  readonly connection: Connection;
  readonly connecting: Connecting;
  readonly overview: Overview;
  readonly catalogue: Catalogue;
  readonly orders: Orders;
  readonly rescue: Rescue;
  readonly reconciliation: Reconciliation;
  readonly orderFiles: OrderFiles;
  readonly guards: Guards;
  readonly services: Services;
  readonly invoices: Invoices;
  readonly activity: Activity;
  readonly credit: Credit;
  readonly presence: Presence;
  readonly router: Router;
  readonly announcer: Announcer;
  readonly clock: Clock;
}

const KEY = Symbol("console");

/** Puts the parts together; asks nothing yet. */
export function createConsole(clock: Clock = new Clock()): Console {
  const notices = new Notices();
  const settings = new Settings();
  const session = new Session(notices, settings);
  return {
    notices,
    settings,
    amounts: new Amounts(settings),
    session,
    connection: new Connection(notices),
    connecting: new Connecting(session),
    overview: new Overview(notices),
    catalogue: new Catalogue(notices),
    orders: new Orders(notices),
    rescue: new Rescue(notices),
    reconciliation: new Reconciliation(notices),
    orderFiles: new OrderFiles(),
    guards: new Guards(notices),
    services: new Services(notices),
    invoices: new Invoices(notices, clock),
    activity: new Activity(notices),
    credit: new Credit(notices),
    presence: new Presence(),
    router: new Router(),
    announcer: new Announcer(),
    clock,
  };
}

/** Gives the console to all components below. */
export function provideConsole(console: Console): Console {
  return setContext(KEY, console);
}

/** The context entry for a test that mounts one component. */
export function consoleContext(console: Console): Map<symbol, Console> {
  return new Map([[KEY, console]]);
}

/** The console, inside any component. */
export function useConsole(): Console {
  const found = getContext<Console | undefined>(KEY);
  if (!found) throw new Error("no console was provided above this component");
  return found;
}
