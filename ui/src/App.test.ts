// The whole window over a faked bridge: what is seen first, where things lead,
// and what the host is asked for.
import { render, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";

import { fakeHost, type Answers } from "../test/host";
import { stillConsole } from "../test/show";
import {
  aConnection,
  aProfile,
  aSimulator,
  aStart,
  anAttention,
  anError,
  anOrder,
  anOverview,
  euros,
  someGuards,
} from "../test/views";

import { anOrderFile } from "../test/shop";

import App from "./App.svelte";

const quiet: Answers = {
  connection: () => aConnection(),
  overview: () => anOverview(),
  keychain: () => ({ state: "ready", name: "Secret Service", code: null }),
  window_ready: () => null as never,
};

function open(answers: Answers) {
  const host = fakeHost({ ...quiet, ...answers });
  const console = stillConsole();
  const shown = render(App, { props: { console } });
  return { ...shown, host, console, user: userEvent.setup() };
}

describe("a first start", () => {
  const first: Answers = { start: () => aStart({ profiles: [], active: null }) };

  test("offers two doors and says where keys live", async () => {
    const { findByRole, findByText } = open(first);
    await findByRole("button", { name: "Connect a key…" });
    await findByRole("button", { name: "Open the simulator" });
    await findByText(/Secret Service, found and tested just now/);
  });

  test("says plainly where there is no keychain", async () => {
    const { findByText } = open({
      ...first,
      keychain: () => ({ state: "missing", name: "", code: "keychain.no_service" }),
    });
    await findByText(/No keychain is running on this computer/);
  });

  test("leads into the simulator, which is named on the screen", async () => {
    const { findByRole, host, user } = open(first);
    const simulator = aSimulator();
    host.answer({ open_simulator: () => simulator });
    const door = await findByRole("button", { name: "Open the simulator" });
    host.answer({ start: () => aStart({ profiles: [simulator], active: "p2" }) });
    await user.click(door);
    await findByRole("complementary", { name: "Simulator" });
    await findByRole("heading", { level: 1, name: "Overview" });
    expect(document.documentElement.hasAttribute("data-simulated")).toBe(true);
    expect(document.documentElement.dataset.accent).toBe("olive");
  });

  test("keeps the doors where the simulator does not open, and says why", async () => {
    const { findByRole, user } = open({
      ...first,
      open_simulator: () => {
        throw anError("simulator.failed", { facts: { detail: "port in use" } });
      },
    });
    await user.click(await findByRole("button", { name: "Open the simulator" }));
    expect((await findByRole("alert")).textContent).toContain("port in use");
    await findByRole("button", { name: "Connect a key…" });
  });
});

describe("the frame", () => {
  test("stands before the host has answered", () => {
    const { getByRole } = open({ start: () => new Promise(() => undefined) });
    expect(getByRole("navigation", { name: "Places" })).toBeTruthy();
    expect(getByRole("button", { name: /Search or run a command/ })).toBeTruthy();
  });

  test("tells the host once its data is on the screen", async () => {
    const { host } = open({ start: () => aStart() });
    await waitFor(() => expect(host.names()).toContain("window_ready"));
    expect(host.names().indexOf("window_ready")).toBeGreaterThan(host.names().indexOf("start"));
    expect(host.names().filter((name) => name === "window_ready")).toHaveLength(1);
  });

  test("opens places by keys and announces them", async () => {
    const { findByRole, console, user } = open({ start: () => aStart() });
    await findByRole("heading", { level: 2, name: "Nothing needs you" });
    await user.keyboard("gs");
    await findByRole("heading", { level: 1, name: "Settings" });
    expect(console.announcer.polite).toContain("Settings");
    expect(document.activeElement?.tagName).toBe("MAIN");
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    await findByRole("heading", { level: 1, name: "Overview" });
  });

  test("shows credit and quota, and one eye hides every amount", async () => {
    const credit = { amount: euros("132.40"), at: "2026-11-23T08:20:00Z" };
    const quota = {
      left: 4118,
      perDay: 5000,
      reserve: 1000,
      resetsAt: "2026-11-24T00:00:00Z",
    };
    const { findByRole, findByText, container, user } = open({
      start: () => aStart(),
      connection: () => aConnection({ credit, quota }),
      overview: () => anOverview({ credit }),
      save_settings: ({ settings }) => settings,
    });
    await findByText("4,118");
    expect(container.textContent).toContain("132.40");
    await user.click(await findByRole("button", { name: "Hide amounts" }));
    await waitFor(() => expect(container.textContent).not.toContain("132.40"));
  });

  test("explains a key held back and signs only by a deliberate click", async () => {
    const { findByRole, host, user } = open({
      start: () => aStart(),
      connection: () =>
        aConnection({ state: "heldBack", authFailures: { count: 2, clearsAt: null } }),
      sign_anyway: () => aConnection(),
    });
    const button = await findByRole("button", { name: "Sign one call anyway" });
    expect(host.names()).not.toContain("sign_anyway");
    await user.click(button);
    expect(host.names().filter((name) => name === "sign_anyway")).toHaveLength(1);
  });

  test("says where the journal cannot be used", async () => {
    const { findByText } = open({
      start: () => aStart({ store: { state: "unusable", code: "store.read_only", keptAs: null } }),
    });
    await findByText("The journal cannot be written on this disk.");
    await findByText(/Until then nothing can be ordered/);
  });

  test("leaves an order of the profile before when another one becomes active", async () => {
    const { findByRole, console, host } = open({
      start: () => aStart({ profiles: [aProfile(), aSimulator()], active: "p1" }),
    });
    await findByRole("heading", { level: 2, name: "Nothing needs you" });
    console.router.go({ name: "order", no: 148 });
    host.answer({
      start: () => aStart({ profiles: [aProfile(), aSimulator()], active: "p2" }),
      activate_profile: () => aSimulator(),
    });
    await console.session.activate("p2");
    await waitFor(() => expect(console.router.route.name).toBe("overview"));
    expect(console.router.canBack).toBe(false);
  });
});

test("with profiles but none active the list of profiles is shown", async () => {
  const { findByRole } = open({ start: () => aStart({ profiles: [aProfile()], active: null }) });
  await findByRole("button", { name: "Switch to it" });
});

test("a profile that cannot be switched to is said where the person is", async () => {
  const { findByRole, console, user, queryByRole } = open({
    start: () => aStart({ profiles: [aProfile(), aSimulator()], active: "p1" }),
    activate_profile: () => {
      throw anError("simulator.failed", { facts: { detail: "no port is free" } });
    },
  });
  await findByRole("heading", { level: 2, name: "Nothing needs you" });
  await console.session.activate("p2");
  expect((await findByRole("alert")).textContent).toContain("no port is free");
  await user.click(await findByRole("button", { name: "Close" }));
  expect(queryByRole("alert")).toBeNull();
});

test("a host that does not answer is said, with a way to ask again", async () => {
  const { findByRole, host, user } = open({
    start: () => {
      throw anError("console.internal");
    },
  });
  const again = await findByRole("button", { name: "Ask again" });
  host.answer({ start: () => aStart() });
  await user.click(again);
  await findByRole("heading", { level: 2, name: "Nothing needs you" });
});

describe("the palette", () => {
  test("opens by Ctrl K, finds by letters, goes by Enter, closes by Escape", async () => {
    const { findByRole, queryByRole, user } = open({ start: () => aStart() });
    await findByRole("heading", { level: 2, name: "Nothing needs you" });
    await user.keyboard("{Control>}k{/Control}");
    const field = await findByRole("combobox", { name: "Search or run a command" });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard("sett{Enter}");
    await findByRole("heading", { level: 1, name: "Settings" });
    await user.keyboard("{Control>}k{/Control}");
    await findByRole("combobox", { name: "Search or run a command" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(queryByRole("combobox")).toBeNull());
  });
});

describe("the overview", () => {
  test("says what needs a person and whether money moved", async () => {
    const { findByRole, findByText } = open({
      start: () => aStart(),
      overview: () =>
        anOverview({
          attention: [
            anAttention("orderUnknown", { order: anOrder({ customer: "Praxis Dr. Amann" }) }),
            anAttention("orderUnpaid", {
              order: anOrder({ no: 147, product: "Dedicated D2", progress: "unpaid" }),
              reason: "fraud_review",
            }),
          ],
        }),
    });
    await findByRole("heading", { level: 2, name: "Two things need you" });
    await findByRole("heading", { name: "Did KVM L for Praxis Dr. Amann go through?" });
    await findByText(/Up to €18\.90 may have moved/);
    await findByText(/Refused: “fraud_review”\. Nothing was charged\./);
  });
});

describe("a read-only profile", () => {
  const locked: Answers = {
    start: () => aStart({ profiles: [aProfile(), aSimulator()], active: "p1" }),
    guards: () => someGuards({ readOnly: true }),
  };

  test("is marked in the frame, and another one is not", async () => {
    const { findByRole, host, console } = open(locked);
    const profile = await findByRole("button", { name: /Switch profile/ });
    await waitFor(() => expect(profile.textContent).toContain("Read-only"));
    host.answer({ start: () => aStart({ profiles: [aProfile(), aSimulator()], active: "p2" }) });
    await console.session.read();
    await waitFor(() => expect(profile.textContent).toContain("Practice account"));
    expect(profile.textContent).not.toContain("Read-only");
  });
});

test("an open order file stays open under another profile, and is checked for that one", async () => {
  const profiles = [aProfile(), aProfile({ id: "p3", label: "Atelier" })];
  const { host, console, findByRole } = open({
    start: () => aStart({ profiles, active: "p1" }),
    guards: () => someGuards(),
    open_order_file: () => anOrderFile(),
  });
  await waitFor(() => expect(console.session.active?.id).toBe("p1"));
  console.orderFiles.file = { name: "kernelhost-order-a.json", text: "{}" };
  console.router.go({ name: "orderFile" });
  await findByRole("region", { name: "Order file" });
  host.answer({ start: () => aStart({ profiles, active: "p3" }) });
  await console.session.read();
  await waitFor(() =>
    expect(host.names().filter((name) => name === "open_order_file")).toHaveLength(2),
  );
  expect(console.router.route).toEqual({ name: "orderFile" });
});
