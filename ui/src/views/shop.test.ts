// Catalogue, product, review, orders and order as a person finds them: by role
// and by label, with the host faked at the wire.
import { waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import type { OrderProgress } from "~/bindings";
import type { Route } from "~/state/router.svelte";

import { fakeHost, type Answers } from "../../test/host";
import {
  aCatalogue,
  aFullOrder,
  aPrice,
  aProduct,
  aReview,
  aRow,
  someOrders,
  SYSTEM,
} from "../../test/shop";
import { show, stillConsole } from "../../test/show";
import { aConnection, anError, anOrder, aSimulator, aStart, euros } from "../../test/views";

import { VIEWS } from "./index";

const HOSTILE = "<img src=x onerror=alert(1)> {{7*7}}";

beforeEach(() => window.localStorage.clear());

/** Opens a place with a profile at work. */
async function open(route: Route, answers: Answers = {}) {
  const host = fakeHost({ start: () => aStart(), connection: () => aConnection(), ...answers });
  const console = stillConsole();
  await console.session.read();
  console.router.go(route);
  const View = VIEWS[route.name];
  if (!View) throw new Error(`no view for ${route.name}`);
  return { host, ...show(View, {}, console) };
}

describe("the catalogue", () => {
  const rows = [
    aRow(),
    aRow({ id: "44", name: HOSTILE, stock: "notStated", prices: [aPrice("monthly", 1, null)] }),
    aRow({ id: "53", name: "Dedicated D3", family: "Dedicated servers", stock: "outOfStock" }),
  ];
  const families = [
    { name: "KVM root servers", count: 2 },
    { name: "Dedicated servers", count: 1 },
  ];
  const full = () => aCatalogue({ rows, families });

  test("shows rows by family, with prices, and hostile names as text", async () => {
    const { findByRole, getByRole } = await open({ name: "catalogue" }, { catalogue: full });
    const row = await findByRole("row", { name: /KVM L/ });
    expect(within(row).getByText("€18.90")).toBeTruthy();
    const hostile = getByRole("row", { name: /onerror/ });
    expect(hostile.querySelector("img")).toBeNull();
    expect(within(hostile).getAllByText("not offered").length).toBeGreaterThan(0);
    expect(getByRole("tab", { name: /^All 3$/ }).getAttribute("aria-selected")).toBe("true");
  });

  test("leads from a row to its order and from its name to its page", async () => {
    const shown = await open({ name: "catalogue" }, { catalogue: full });
    const row = await shown.findByRole("row", { name: /KVM L/ });
    await shown.user.click(within(row).getByRole("button", { name: "Order KVM L…", hidden: true }));
    expect(shown.console.router.route).toEqual({
      name: "orderNew",
      productId: "43",
      cycle: "monthly",
    });
    row.focus();
    await shown.user.keyboard("{Enter}");
    expect(shown.console.router.route).toEqual({ name: "product", id: "43" });
  });

  test("offers no order of what is out of stock", async () => {
    const { findByRole } = await open({ name: "catalogue" }, { catalogue: full });
    const row = await findByRole("row", { name: /Dedicated D3/ });
    expect(within(row).queryByRole("button", { hidden: true })).toBeNull();
  });

  test("asks at once for what is typed, chosen and ticked", async () => {
    const { host, findByRole, getByRole, user } = await open(
      { name: "catalogue" },
      { catalogue: full },
    );
    await user.type(await findByRole("searchbox"), "kvm 16");
    await user.click(getByRole("tab", { name: /Dedicated/ }));
    await user.click(getByRole("checkbox", { name: "Available only" }));
    await user.click(getByRole("radio", { name: "Annually" }));
    await user.type(getByRole("textbox", { name: /Price/ }), "120");
    expect(host.asked.at(-1)?.args).toMatchObject({
      query: {
        search: "kvm 16",
        family: "Dedicated servers",
        availableOnly: true,
        cycle: "annually",
        maxPrice: "120",
      },
    });
  });

  test("that was never read says what reading costs", async () => {
    const { host, findByRole, user } = await open(
      { name: "catalogue" },
      {
        catalogue: () => aCatalogue({ readAt: null, rows: [], families: [], cycles: [] }),
        refresh_catalogue: () => null,
      },
    );
    await user.click(await findByRole("button", { name: "Read the catalogue, 1 call" }));
    expect(host.names()).toContain("refresh_catalogue");
  });

  test("that could not be read keeps its rows and says why, with the code", async () => {
    const { findByText, getByRole } = await open(
      { name: "catalogue" },
      { catalogue: () => aCatalogue({ error: anError("answer.unreadable") }) },
    );
    expect(await findByText("answer.unreadable")).toBeTruthy();
    expect(getByRole("row", { name: /KVM L/ })).toBeTruthy();
  });

  test("whose filter leaves nothing can be cleared", async () => {
    const { console, findByRole, user } = await open(
      { name: "catalogue" },
      { catalogue: () => aCatalogue({ rows: [], all: 40, total: 0 }) },
    );
    console.catalogue.search = "nothing";
    await user.click(await findByRole("button", { name: "Clear the filter" }));
    expect(console.catalogue.search).toBe("");
  });

  test("remembers whether it is a table or cards", async () => {
    const { findByRole, getByRole, user } = await open({ name: "catalogue" }, { catalogue: full });
    await user.click(await findByRole("button", { name: "Show as cards" }));
    expect(within(getByRole("list", { name: "Products" })).getByText("KVM L")).toBeTruthy();
    expect(stillConsole().catalogue.form).toBe("cards");
  });
});

describe("a product", () => {
  test("shows text, prices and options, and the answer untouched", async () => {
    const { findByRole, getByText, getByRole } = await open(
      { name: "product", id: "43" },
      { product: () => aProduct({ options: [SYSTEM], original: HOSTILE }) },
    );
    expect(await findByRole("heading", { name: "KVM L" })).toBeTruthy();
    expect(getByText(/One address/)).toBeTruthy();
    expect(getByRole("row", { name: /Annually every year €215.46/ })).toBeTruthy();
    expect(getByText("Windows Server")).toBeTruthy();
    expect(getByText(HOSTILE).querySelector("img")).toBeNull();
  });

  test("that is a kept copy says so and why", async () => {
    const { findByText } = await open(
      { name: "product", id: "43" },
      {
        product: () => aProduct({ fresh: false, error: anError("network.connect_failed") }),
      },
    );
    expect(await findByText(/copy kept on this computer/)).toBeTruthy();
    expect(await findByText("network.connect_failed")).toBeTruthy();
  });
});

describe("a review", () => {
  const here: Route = { name: "orderNew", productId: "43", cycle: "monthly" };

  test("has one button with the amount, and it leads to the order", async () => {
    const { console, host, findByRole, user } = await open(here, {
      review_order: () => aReview(),
      place_order: () => aFullOrder(),
    });
    await user.click(await findByRole("button", { name: "Order for €18.90" }));
    await waitFor(() => expect(console.router.route).toEqual({ name: "order", no: 148 }));
    expect(host.names().filter((name) => name === "place_order")).toHaveLength(1);
  });

  test("in the simulator says so on the button", async () => {
    const { findByRole } = await open(here, {
      start: () => aStart({ profiles: [aSimulator()], active: "p2" }),
      review_order: () => aReview(),
    });
    expect(await findByRole("button", { name: "Order for €18.90, simulated" })).toBeTruthy();
  });

  test("does not order by Enter in a field", async () => {
    const { host, findByRole, getByRole, user } = await open(here, {
      review_order: () => aReview(),
    });
    await findByRole("button", { name: /Order for/ });
    await user.type(getByRole("textbox", { name: /Host name/ }), "web-01.example.net{Enter}");
    await user.type(getByRole("textbox", { name: /Customer/ }), "Bakery{Enter}");
    expect(host.names()).not.toContain("place_order");
  });

  test("with a change has no order button until the price is checked", async () => {
    const { findByRole, getByRole, queryByRole, user } = await open(here, {
      review_order: () => aReview(),
    });
    await findByRole("button", { name: /Order for/ });
    await user.click(getByRole("radio", { name: /Annually/ }));
    expect(queryByRole("button", { name: /Order for/ })).toBeNull();
    expect(getByRole("button", { name: "Check the price" })).toBeTruthy();
  });

  test("names what is still to be chosen", async () => {
    const { findByRole, getAllByText } = await open(here, {
      review_order: () => aReview({ product: aProduct({ options: [SYSTEM] }) }),
    });
    const button = await findByRole("button", { name: "Check the price" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(getAllByText(/Choose first: Operating system/).length).toBeGreaterThan(0);
  });

  test("that cannot be sent says what to change in place of the button", async () => {
    const { findByText, queryByRole } = await open(here, {
      review_order: () =>
        aReview({
          canOrder: false,
          checks: [{ kind: "keyMayOrder", state: "fail", facts: { scope: "write:orders" } }],
        }),
    });
    expect(await findByText(/Give the key the scope write:orders/)).toBeTruthy();
    expect(queryByRole("button", { name: /Order for/ })).toBeNull();
  });

  test("whose product changed shows both figures and wants a second look", async () => {
    const { host, findByRole, getByRole, user } = await open(here, {
      review_order: () => aReview(),
      place_order: () => {
        throw anError("order.changed", { money: "no" });
      },
    });
    const button = await findByRole("button", { name: "Order for €18.90" });
    host.answer({
      review_order: () =>
        aReview({
          now: euros("22.90"),
          changes: [{ part: "amountNow", before: "18.90 EUR", after: "22.90 EUR" }],
        }),
    });
    await user.click(button);
    const alert = await findByRole("alert", { name: "Changed since you looked" });
    expect(alert.textContent).toMatch(/€18\.90.*€22\.90/s);
    await user.click(getByRole("button", { name: "Order for €22.90" }));
    expect(host.names().filter((name) => name === "place_order")).toHaveLength(1);
    await user.click(getByRole("button", { name: "Go on with €22.90" }));
    host.answer({ place_order: () => aFullOrder() });
    await user.click(getByRole("button", { name: "Order for €22.90" }));
    expect(host.names().filter((name) => name === "place_order")).toHaveLength(2);
  });

  test("shows what the credit lacks before the button, not after", async () => {
    const { findByText } = await open(here, {
      review_order: () => aReview({ creditAfter: euros("-15.80"), payment: "cardOrRefused" }),
    });
    expect(await findByText("Credit lacks")).toBeTruthy();
    expect(await findByText("€15.80")).toBeTruthy();
    expect(await findByText("Stored card, if there is one")).toBeTruthy();
  });
});

describe("the list of orders", () => {
  test("opens an order by Enter", async () => {
    const { console, findByRole, user } = await open(
      { name: "orders" },
      { orders: () => someOrders() },
    );
    (await findByRole("row", { name: /148.*Outcome unknown/ })).focus();
    await user.keyboard("{Enter}");
    expect(console.router.route).toEqual({ name: "order", no: 148 });
  });

  test("without an order teaches the next step", async () => {
    const { console, findByRole, user } = await open(
      { name: "orders" },
      { orders: () => someOrders({ rows: [] }) },
    );
    await user.click(await findByRole("button", { name: "Open the catalogue" }));
    expect(console.router.route).toEqual({ name: "catalogue" });
  });
});

describe("an order", () => {
  const here: Route = { name: "order", no: 148 };
  const at = (progress: OrderProgress, part = {}) => ({
    order: () => aFullOrder({ row: anOrder({ progress }), ...part }),
  });

  test("of unknown outcome says what not to do and repeats for at most the amount", async () => {
    const { host, findByRole, getByText, user } = await open(here, {
      ...at("unknown", { canRepeat: true, safeUntil: "2026-11-24T07:00:00Z" }),
      repeat_order: () => aFullOrder({ row: anOrder({ progress: "paid" }) }),
    });
    expect(await findByRole("heading", { name: "Please do not" })).toBeTruthy();
    expect(getByText("Order it again from the catalogue or the portal.")).toBeTruthy();
    await user.click(await findByRole("button", { name: "Repeat the request, at most €18.90" }));
    expect(await findByRole("heading", { name: "KVM L" })).toBeTruthy();
    expect(host.asked.at(-1)).toEqual({ name: "repeat_order", args: { no: 148 } });
    expect(getByText("Paid; KernelHost is setting it up.")).toBeTruthy();
  });

  test("of unknown outcome says whether the console repeats it by itself", async () => {
    const { findByText } = await open(here, at("unknown", { repeatsByItself: true }));
    expect(await findByText(/The console repeats the identical request by itself/)).toBeTruthy();
  });

  test("of a file that could not leave says that another computer may have sent it", async () => {
    const { findByText } = await open(here, at("unknown", { perhapsElsewhere: true }));
    expect(await findByText(/another computer may have sent this order file/)).toBeTruthy();
    expect(await findByText(/does not repeat this one by itself/)).toBeTruthy();
  });

  test("that was paid and is cancelled then is not called free of charge", async () => {
    const { findByText, queryByText } = await open(here, at("cancelledPaid"));
    expect(await findByText(/cancelled this order after it was paid/)).toBeTruthy();
    expect(queryByText(/No money moved|Nothing was charged/)).toBeNull();
  });

  test.each([
    ["2026-11-24T07:00:00Z", "2026-11-24T07:00:00Z", /It still exists until/],
    ["2026-11-20T07:00:00Z", "2026-11-24T07:00:00Z", /may have cancelled it already/],
    ["2026-11-20T07:00:00Z", "2026-11-20T09:00:00Z", /Its day is over/],
  ])("not paid until %s, or %s at the latest, says how long it lives", async (at1, at2, words) => {
    const unpaid = { reason: null, cancelledAt: at1, cancelledBy: at2, shortfall: null };
    const { findByText } = await open(here, at("unpaid", { unpaid }));
    expect(await findByText(words)).toBeTruthy();
  });

  test("that cannot be repeated now keeps its button dead", async () => {
    const { host, findByRole, user } = await open(here, at("unknown"));
    await user.click(await findByRole("button", { name: /Repeat the request/ }));
    expect(host.names()).not.toContain("repeat_order");
  });

  test.each([
    ["insufficient_credit_and_no_card", "Add credit in the portal", "addCredit"],
    ["card_declined", "Open cards in the portal", "cards"],
    ["card_expired", "Open cards in the portal", "cards"],
    ["client_not_found", "Open the portal", "home"],
    ["bank_holiday", "Open invoices in the portal", "invoices"],
  ])("not paid because of %s leads to the right page", async (reason, name, page) => {
    const cancelledAt = "2026-11-24T07:00:00Z";
    const unpaid = { reason, cancelledAt, cancelledBy: cancelledAt, shortfall: null };
    const { host, findByRole, getByText, user } = await open(here, {
      ...at("unpaid", { unpaid }),
      open_portal: () => null,
    });
    await user.click(await findByRole("button", { name }));
    expect(host.asked.at(-1)).toEqual({ name: "open_portal", args: { page } });
    expect(getByText(/It still exists until .*Ordering again may buy a second one/)).toBeTruthy();
    expect(getByText("Order it again.")).toBeTruthy();
  });

  test("of the simulator never leads to the real portal", async () => {
    const unpaid = {
      reason: "card_declined",
      cancelledAt: "2026-11-24T07:00:00Z",
      cancelledBy: "2026-11-24T07:00:00Z",
      shortfall: null,
    };
    const { findByText, queryByRole } = await open(here, {
      start: () => aStart({ profiles: [aSimulator()], active: "p2" }),
      ...at("unpaid", { unpaid, profileId: "p2" }),
    });
    expect(await findByText(/The simulator has no portal/)).toBeTruthy();
    expect(queryByRole("button", { name: /portal/ })).toBeNull();
  });

  test("shows its evidence with source and request id, and unknown evidence as it came", async () => {
    const times = { from: "2026-11-23T08:00:00Z", to: "2026-11-23T08:05:00Z" };
    const { findByText, getByText, getByRole } = await open(
      here,
      at("provisioned", {
        timeline: [
          { ...times, kind: "paid", facts: {}, source: "provider", requestId: "01KAT4" },
          { ...times, kind: "moon_phase", facts: { p: HOSTILE }, source: "x", requestId: null },
        ],
      }),
    );
    expect(await findByText("“moon_phase”")).toBeTruthy();
    expect(getByText(`p: ${HOSTILE}`).querySelector("img")).toBeNull();
    expect(getByRole("button", { name: "Copy request id" })).toBeTruthy();
  });

  test.each([
    ["refused", /Nothing was bought/],
    ["cancelled", /KernelHost cancelled this order/],
    ["notSent", /never sent/],
    ["needsPerson", /never learnt/],
    ["accepted", /does not say whether it is paid/],
    ["sending", /the answer is awaited/],
    ["written", /was not sent/],
  ] as const)("that is %s says so first", async (progress, words) => {
    const { findAllByText } = await open(here, at(progress));
    expect((await findAllByText(words)).length).toBeGreaterThan(0);
  });

  test("is read again when the host tells of it, and not of another", async () => {
    const { console, host, findByText } = await open(here, at("unknown"));
    await console.notices.begin();
    await findByText("Outcome unknown");
    const before = host.names().filter((name) => name === "order").length;
    host.answer({ ...at("paid"), overview: () => ({}) as never });
    host.tell("orders", { orderNo: 7 });
    host.tell("orders", { orderNo: 148 });
    await findByText("Paid; KernelHost is setting it up.");
    expect(host.names().filter((name) => name === "order").length).toBe(before + 1);
  });
});
