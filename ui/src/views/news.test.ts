// What the frame tells: the last check, the history of the credit, where a
// clicked notification leads, who can see the window; and the settings of
// notifications.
import { render, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";

import { fakeHost, type Answers } from "../../test/host";
import { someInvoices, anInvoice } from "../../test/news";
import { NOW, stillConsole } from "../../test/show";
import {
  aConnection,
  aProfile,
  aSimulator,
  aStart,
  anAttention,
  anError,
  anOverview,
  euros,
} from "../../test/views";
import type { NotifySettings } from "~/bindings";
import type { Route } from "~/state/router.svelte";

import App from "../App.svelte";

function open(answers: Answers, to: Route = { name: "overview" }) {
  const host = fakeHost({
    start: () => aStart(),
    connection: () => aConnection(),
    overview: () => anOverview(),
    window_ready: () => null as never,
    window_state: () => null as never,
    ...answers,
  });
  const console = stillConsole();
  console.router.reset(to);
  return { ...render(App, { props: { console } }), host, console, user: userEvent.setup() };
}

describe("the frame", () => {
  test("says in words that nothing was checked for too long", async () => {
    const late = new Date(NOW.getTime() - 60_000).toISOString();
    const { findByText } = open({
      connection: () =>
        aConnection({
          lastCheck: {
            at: new Date(NOW.getTime() - 10_800_000).toISOString(),
            next: null,
            lateAt: late,
          },
        }),
    });
    await findByText(/no check since 06:24/);
  });

  test("tells the host who can see the window, and when that changes", async () => {
    const { host, findByRole } = open({});
    await findByRole("heading", { level: 1, name: "Overview" });
    await waitFor(() => expect(host.names()).toContain("window_state"));
    const before = host.names().filter((name) => name === "window_state").length;
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    await waitFor(() =>
      expect(host.names().filter((name) => name === "window_state").length).toBe(before + 1),
    );
    expect(host.asked.findLast((one) => one.name === "window_state")?.args).toEqual({
      visible: false,
      focused: false,
    });
    Reflect.deleteProperty(document, "visibilityState");
  });

  test("a clicked notification leads to its thing, as the profile it is about", async () => {
    const profiles = [aProfile(), aSimulator()];
    let active = "p1";
    const { host, console, findByRole } = open({
      start: () => aStart({ profiles, active }),
      activate_profile: ({ id }) => {
        active = id;
        return aSimulator();
      },
      invoices: () => someInvoices([anInvoice()]),
    });
    await findByRole("heading", { level: 1, name: "Overview" });
    host.tell("open", { profileId: "p2", open: { place: "invoice", id: "90001" } });
    await findByRole("complementary", { name: "Invoice" });
    expect(host.asked.find((one) => one.name === "activate_profile")?.args).toEqual({ id: "p2" });
    expect(console.router.route).toEqual({ name: "invoices", id: "90001" });
  });

  test("counts orders that need somebody, services, and what is unread", async () => {
    const { findByRole } = open({
      overview: () =>
        anOverview({
          attention: [anAttention("invoicesOverdue")],
          services: { current: 1234, conditions: [], wholeAt: null },
          unread: 4,
        }),
    });
    const rail = await findByRole("navigation", { name: "Places" });
    await within(rail).findByRole("link", { name: /Services.*1,234.*services/ });
    await within(rail).findByRole("link", { name: /Activity.*4.*unread/ });
    expect(within(rail).getByRole("link", { name: /^Orders/ }).textContent).not.toMatch(/\d/);
  });

  test("the credit opens its history, each change with the two reads it lies between", async () => {
    const { findByRole, user } = open({
      connection: () =>
        aConnection({ credit: { amount: euros("132.40"), at: "2026-11-23T08:20:00Z" } }),
      credit_history: () => ({
        steps: [
          {
            amount: euros("132.40"),
            change: euros("-18.90"),
            from: new Date(2026, 10, 23, 8, 56).toISOString(),
            to: new Date(2026, 10, 23, 9, 20).toISOString(),
            requestId: null,
          },
          {
            amount: euros("151.30"),
            change: null,
            from: new Date(2026, 10, 23, 8, 0).toISOString(),
            to: new Date(2026, 10, 23, 8, 51).toISOString(),
            requestId: "01KAT6YA",
          },
        ],
      }),
    });
    await user.click(await findByRole("button", { name: /^Credit/ }));
    const history = await findByRole("region", { name: "Changes of the credit" });
    await within(history).findByText("08:51–08:56");
    expect(history.textContent).toContain("−€18.90");
    expect(history.textContent).toContain("first read");
  });
});

describe("what needs somebody", () => {
  test("an action without an answer and invoices over their day are said", async () => {
    const { findByRole, findByText } = open({
      overview: () =>
        anOverview({
          attention: [
            anAttention("actionUnknown", {
              place: { place: "service", id: "9" },
              action: { kind: "reboot", serviceName: "mc-02", customer: null },
            }),
            anAttention("invoicesOverdue", {
              place: { place: "invoice", id: "7" },
              invoices: { count: 3, number: "KH-1", due: null, open: [euros("42.70")] },
            }),
          ],
        }),
    });
    await findByRole("heading", { level: 2, name: "Two things need you" });
    await findByRole("heading", { name: "Did the reboot of mc-02 go through?" });
    await findByRole("heading", { name: "3 invoices are overdue" });
    await findByText(/€42\.70 together/);
  });

  test("the simulator is never told to pay in the portal", async () => {
    const attention = [
      anAttention("invoicesOverdue", {
        invoices: { count: 1, number: "KH-1", due: null, open: [euros("4.90")] },
      }),
    ];
    const { findByRole, container } = open({
      start: () => aStart({ profiles: [aSimulator()], active: "p2" }),
      overview: () => anOverview({ attention }),
    });
    await findByRole("heading", { name: "Invoice KH-1 is overdue" });
    expect(container.querySelector(".attention")?.textContent).not.toContain("portal");
  });
});

describe("settings of notifications", () => {
  const settings: NotifySettings = {
    on: true,
    groups: [
      { group: "orders", on: true },
      { group: "watching", on: false },
    ],
    names: false,
    amounts: false,
    lowCredit: "50.00",
  };
  const place: Route = { name: "settings", part: "notifications" };

  test("each switch is kept at once, and a refusal takes it back", async () => {
    const { findByRole, host, user } = open(
      {
        notify_settings: () => settings,
        save_notify_settings: () => {
          throw anError("store.full");
        },
      },
      place,
    );
    const names = await findByRole("checkbox", { name: /Names of services/ });
    await user.click(names);
    await waitFor(() => expect(host.names()).toContain("save_notify_settings"));
    await waitFor(() => expect((names as HTMLInputElement).checked).toBe(false));
    await findByRole("alert");
  });

  test("the line of the credit is an amount or nothing", async () => {
    const { findByRole, findByText, host, user } = open(
      { notify_settings: () => settings, save_notify_settings: ({ settings: kept }) => kept },
      place,
    );
    const line = await findByRole("textbox", { name: /^Amount/ });
    await user.clear(line);
    await user.type(line, "much{Enter}");
    await findByText("An amount is written 50.00");
    expect(host.names()).not.toContain("save_notify_settings");
    await user.clear(line);
    await user.type(line, "75,5{Enter}");
    await waitFor(() =>
      expect(host.asked.findLast((one) => one.name === "save_notify_settings")?.args).toMatchObject(
        { settings: { lowCredit: "75.5" } },
      ),
    );
  });

  test("a test says whether the system took it, by whom, and what a click does", async () => {
    const { findByRole, findByText, host, user } = open(
      {
        notify_settings: () => settings,
        test_notification: () => ({
          taken: true,
          server: "GNOME Shell",
          clickable: false,
          detail: null,
        }),
      },
      place,
    );
    await user.click(await findByRole("button", { name: "Send a test notification" }));
    await findByText("The system took it.");
    await findByText(/Shown by GNOME Shell\.[\s\S]*cannot open the item/);
    host.answer({
      test_notification: () => ({ taken: false, server: null, clickable: false, detail: "no bus" }),
    });
    await user.click(await findByRole("button", { name: "Send a test notification" }));
    await findByText("The system did not take it.");
    await findByText("no bus");
  });
});
