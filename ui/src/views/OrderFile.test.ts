// Order files as a person meets them: saved from a review, opened from the list
// of orders by hand or by dropping, refused in words, sent once.
import { fireEvent, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import type { Route } from "~/state/router.svelte";

import { fakeHost, type Answers } from "../../test/host";
import { aFullOrder, anOrderFile, aReview, someOrders } from "../../test/shop";
import { show, stillConsole } from "../../test/show";
import { aConnection, anError, aProfile, aStart, euros, someGuards } from "../../test/views";

import { VIEWS } from "./index";

beforeEach(() => window.localStorage.clear());

const OTHER = aProfile({ id: "p3", label: "Atelier", keyId: "kh_live_ATELIER" });
const FILE = new File(["{}"], "kernelhost-order-2026-01-01-a1b2.json", {
  type: "application/json",
});

async function open(route: Route, answers: Answers = {}) {
  const host = fakeHost({
    start: () => aStart({ profiles: [aProfile(), OTHER], active: "p1" }),
    connection: () => aConnection(),
    guards: () => someGuards(),
    ...answers,
  });
  const console = stillConsole();
  await console.session.read();
  console.router.go(route);
  const View = VIEWS[route.name];
  if (!View) throw new Error(`no view for ${route.name}`);
  return { host, ...show(View, {}, console) };
}

/** The place of order files with one open. */
async function opened(answers: Answers) {
  const host = fakeHost({
    start: () => aStart({ profiles: [aProfile(), OTHER], active: "p1" }),
    connection: () => aConnection(),
    ...answers,
  });
  const console = stillConsole();
  await console.session.read();
  console.router.go({ name: "orderFile" });
  console.orderFiles.file = { name: FILE.name, text: "{}" };
  const View = VIEWS.orderFile;
  if (!View) throw new Error("no view for order files");
  return { host, ...show(View, {}, console) };
}

describe("opening one", () => {
  test("from the orders by hand leads to its place", async () => {
    const { console, findByLabelText, user } = await open(
      { name: "orders" },
      { orders: () => someOrders() },
    );
    const input = (await findByLabelText("Open order file…", {
      selector: "input",
    })) as HTMLInputElement;
    await user.upload(input, FILE);
    await waitFor(() => expect(console.router.route).toEqual({ name: "orderFile" }));
    expect(console.orderFiles.file).toEqual({ name: FILE.name, text: "{}" });
  });

  test("by dropping it onto the orders leads there as well", async () => {
    const { console, findByRole } = await open({ name: "orders" }, { orders: () => someOrders() });
    await findByRole("table", { name: "Orders" });
    const dataTransfer = { types: ["Files"], files: [FILE], dropEffect: "none" };
    await fireEvent.dragEnter(window, { dataTransfer });
    expect(document.body.textContent).toContain("Drop it to look at the order in it");
    await fireEvent.drop(window, { dataTransfer });
    await waitFor(() => expect(console.router.route).toEqual({ name: "orderFile" }));
  });

  test("is possible before there is any order", async () => {
    const { findByRole } = await open(
      { name: "orders" },
      { orders: () => someOrders({ rows: [] }) },
    );
    expect(await findByRole("button", { name: "Open order file…" })).toBeTruthy();
  });
});

describe("an open file", () => {
  test("shows who drafted it, the fingerprint and the price, and sends by the same button", async () => {
    const { console, host, findByRole, getByRole, user } = await opened({
      open_order_file: () => anOrderFile(),
      place_order: () => aFullOrder(),
    });
    const origin = await findByRole("region", { name: "Order file" });
    expect(origin.textContent).toContain("Office");
    expect(within(origin).getByText("7KQ2, M4XA, 9B3C, 5D7E")).toBeTruthy();
    expect(within(origin).getByText("The price is as it was drafted.")).toBeTruthy();
    await user.click(getByRole("button", { name: "Order for €18.90" }));
    await waitFor(() => expect(console.router.route).toEqual({ name: "order", no: 148 }));
    expect(console.orderFiles.file).toBeNull();
    expect(host.names().filter((name) => name === "place_order")).toHaveLength(1);
  });

  test("with another price shows both figures and wants a look first", async () => {
    const { host, findByRole, getByRole, user } = await opened({
      open_order_file: () =>
        anOrderFile({
          draftedNow: euros("16.90"),
          changes: [{ part: "amountNow", before: "16.90 EUR", after: "18.90 EUR" }],
        }),
    });
    const both = await findByRole("group", { name: "Price" });
    expect(both.textContent).toMatch(/€16\.90.*€18\.90/s);
    await user.click(getByRole("button", { name: "Order for €18.90" }));
    expect(host.names()).not.toContain("place_order");
    await user.click(getByRole("button", { name: "Go on with €18.90" }));
    expect(
      getByRole("button", { name: "Order for €18.90" }).getAttribute("aria-disabled"),
    ).toBeNull();
  });

  test("that was sent from here leads to its order and offers nothing to send", async () => {
    const { console, findByRole, queryByRole, user } = await opened({
      open_order_file: () => anOrderFile({ review: null, knownOrder: 12 }),
    });
    await user.click(await findByRole("button", { name: "Open No. 12" }));
    expect(console.router.route).toEqual({ name: "order", no: 12 });
    expect(queryByRole("button", { name: /Order for/ })).toBeNull();
  });

  test("for the key of another profile here leads to that profile", async () => {
    const { host, findByRole, user } = await opened({
      open_order_file: () => {
        throw anError("order_file.other_key", {
          money: "no",
          facts: { sender_key: "kh_live_ATELIER" },
        });
      },
      activate_profile: () => OTHER,
    });
    expect((await findByRole("alert", { name: "Refused" })).textContent).toContain(
      "kh_live_ATELIER",
    );
    await user.click(await findByRole("button", { name: "Switch to Atelier and open it there" }));
    expect(host.asked.find((one) => one.name === "activate_profile")?.args).toEqual({ id: "p3" });
  });

  test.each([
    ["altered", "This order file was altered"],
    ["expired", "This order file has expired"],
    ["unreadable", "This is no order file"],
  ])("that is %s says so and offers nothing to send", async (code, title) => {
    const { findByRole, queryByRole } = await opened({
      open_order_file: () => {
        throw anError(`order_file.${code}`, {
          money: "no",
          facts: { expired_at: "2026-11-23T07:00:00Z" },
        });
      },
    });
    expect(await findByRole("heading", { name: title })).toBeTruthy();
    expect(queryByRole("button", { name: /Order for/ })).toBeNull();
  });

  test("that could not be checked for another reason can be opened again", async () => {
    const { host, findByRole, user } = await opened({
      open_order_file: () => {
        throw anError("network.connect_failed", { money: "no" });
      },
    });
    const again = await findByRole("button", { name: "Open it again, 1 call" });
    host.answer({ open_order_file: () => anOrderFile() });
    await user.click(again);
    expect(await findByRole("button", { name: "Order for €18.90" })).toBeTruthy();
  });
});

describe("saving one", () => {
  const here: Route = { name: "orderNew", productId: "43", cycle: "monthly" };

  test("names the hours and the key, sends nothing, and shows what to read aloud", async () => {
    const { host, findByRole, findByText, getByRole, user } = await open(here, {
      review_order: () => aReview(),
      save_order_file: ({ senderKey }) => ({
        path: "/home/someone/Downloads/kernelhost-order-2026-01-01-a1b2.json",
        fingerprint: "7KQ2-M4XA",
        expiresAt: "2026-11-23T16:24:00Z",
        senderKey,
      }),
    });
    await findByRole("button", { name: /Order for/ });
    await user.click(getByRole("button", { name: "Save as order file…" }));
    const dialog = await findByRole("dialog", { name: "Save as order file" });
    await user.click(within(dialog).getByRole("radio", { name: "4 hours" }));
    await user.click(within(dialog).getByRole("radio", { name: /Atelier/ }));
    await user.click(within(dialog).getByRole("button", { name: "Save the order file" }));
    expect(await findByText("7KQ2, M4XA")).toBeTruthy();
    expect(
      await findByText("/home/someone/Downloads/kernelhost-order-2026-01-01-a1b2.json"),
    ).toBeTruthy();
    expect(host.asked.find((one) => one.name === "save_order_file")?.args).toEqual({
      review: "r1",
      validHours: 4,
      senderKey: "kh_live_ATELIER",
    });
    expect(host.names()).not.toContain("place_order");
    await waitFor(() => expect(document.activeElement?.textContent).toContain("Close"));
    await user.keyboard("{Enter}");
    expect(await findByText("This order is in an order file now.")).toBeTruthy();
    expect(await findByRole("button", { name: "Check the price" })).toBeTruthy();
  });

  test("for another key wants its id", async () => {
    const { host, findByRole, getByRole, user } = await open(here, {
      review_order: () => aReview(),
    });
    await findByRole("button", { name: /Order for/ });
    await user.click(getByRole("button", { name: "Save as order file…" }));
    const dialog = await findByRole("dialog");
    await user.click(within(dialog).getByRole("radio", { name: /Another key/ }));
    const save = within(dialog).getByRole("button", { name: "Save the order file" });
    await user.click(save);
    expect(host.names()).not.toContain("save_order_file");
    await user.type(within(dialog).getByRole("textbox", { name: /Key id/ }), "kh_live_x");
    expect(within(dialog).getByText(/A key id is kh_live_/)).toBeTruthy();
  });
});
