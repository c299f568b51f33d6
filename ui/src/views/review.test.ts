// The guards of a review as a person meets them: earlier orders, caps, the
// read-only switch, the credit, and the guards under the settings.
import { waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import type { Route } from "~/state/router.svelte";

import { fakeHost, type Answers } from "../../test/host";
import { aCap, aFullOrder, aReview, aTwin } from "../../test/shop";
import { show, stillConsole } from "../../test/show";
import { aConnection, anError, aStart, euros, someGuards } from "../../test/views";

import { VIEWS } from "./index";

const REVIEW: Route = { name: "orderNew", productId: "43", cycle: "monthly" };
const GUARDS: Route = { name: "settings", part: "guards" };

beforeEach(() => window.localStorage.clear());

async function open(route: Route, answers: Answers = {}) {
  const host = fakeHost({
    start: () => aStart(),
    connection: () => aConnection(),
    guards: () => someGuards(),
    place_order: () => aFullOrder(),
    ...answers,
  });
  const console = stillConsole();
  await console.session.read();
  await console.guards.read();
  console.router.go(route);
  const View = VIEWS[route.name];
  if (!View) throw new Error(`no view for ${route.name}`);
  return { host, ...show(View, {}, console) };
}

describe("an earlier order", () => {
  test("is shown first, and the button waits for a word about it", async () => {
    const { console, host, findByRole, getByRole, user } = await open(REVIEW, {
      review_order: () => aReview({ twins: [aTwin()] }),
    });
    const earlier = await findByRole("region", { name: "Ordered before" });
    expect(earlier.textContent).toMatch(/Unpaid.*Bakery Brandt.*€18\.90/s);
    await user.click(getByRole("button", { name: "Order for €18.90" }));
    expect(host.names()).not.toContain("place_order");
    await user.click(getByRole("button", { name: "See No. 12 first" }));
    const box = within(earlier).getByRole("checkbox", { name: "I want another one beside No. 12" });
    expect(document.activeElement).toBe(box);
    await user.keyboard(" ");
    await user.click(getByRole("button", { name: "Order for €18.90" }));
    await waitFor(() => expect(console.router.route).toEqual({ name: "order", no: 148 }));
    expect(host.asked.find((one) => one.name === "place_order")?.args).toEqual({
      review: "r1",
      acknowledged: [12],
    });
  });

  test("leads to its own page", async () => {
    const { console, findByRole, user } = await open(REVIEW, {
      review_order: () => aReview({ twins: [aTwin()] }),
    });
    await user.click(await findByRole("button", { name: "Open No. 12" }));
    expect(console.router.route).toEqual({ name: "order", no: 12 });
  });

  test("of the very same bytes cannot be acknowledged, and takes the button's place", async () => {
    const { findByRole, queryByRole, getAllByRole } = await open(REVIEW, {
      review_order: () =>
        aReview({
          canOrder: false,
          twins: [aTwin({ blocks: true, progress: "unknown", why: "open" })],
          checks: [{ kind: "noOpenTwin", state: "fail", facts: { order_no: "12" } }],
        }),
    });
    expect((await findByRole("region", { name: "Ordered before" })).textContent).toContain(
      "This very order was sent before",
    );
    expect(queryByRole("checkbox", { name: /another one/ })).toBeNull();
    expect(queryByRole("button", { name: /Order for/ })).toBeNull();
    expect(getAllByRole("button", { name: "Open No. 12" })).toHaveLength(2);
  });
});

describe("a cap that is passed", () => {
  const over = () =>
    aReview({
      canOrder: false,
      caps: [aCap()],
      checks: [{ kind: "caps", state: "fail", facts: { over: "day" } }],
    });

  test("is lifted by typing the amount, and only then the button is there", async () => {
    const { host, findByRole, getAllByRole, getByText, queryByRole, user } = await open(REVIEW, {
      review_order: over,
      lift_cap: () => aReview({ caps: [aCap({ lifted: true })] }),
    });
    await findByRole("region", { name: "Your caps" });
    expect(getByText("€39.80 + €18.90 of €50.00")).toBeTruthy();
    expect(queryByRole("button", { name: /Order for/ })).toBeNull();
    await user.click(getAllByRole("button", { name: "Lift for this order…" })[0] as HTMLElement);
    const dialog = await findByRole("dialog", { name: "Lift your cap for this order?" });
    const lift = within(dialog).getByRole("button", { name: "Lift it for this order" });
    expect((lift as HTMLButtonElement).disabled).toBe(true);
    await user.type(within(dialog).getByRole("textbox"), "18.9 EUR{Enter}");
    expect(host.names()).not.toContain("lift_cap");
    await user.clear(within(dialog).getByRole("textbox"));
    await user.type(within(dialog).getByRole("textbox"), "18.90eur");
    await user.click(lift);
    expect(await findByRole("button", { name: "Order for €18.90" })).toBeTruthy();
    expect(queryByRole("dialog")).toBeNull();
    expect(host.names()).not.toContain("place_order");
  });

  test("stays, with Escape as the safe answer", async () => {
    const { host, findAllByRole, findByRole, queryByRole, user } = await open(REVIEW, {
      review_order: over,
    });
    await user.click(
      (await findAllByRole("button", { name: "Lift for this order…" }))[0] as HTMLElement,
    );
    await findByRole("dialog");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(host.names()).not.toContain("lift_cap");
  });
});

test("a read-only profile says so in place of the button and leads to the switch", async () => {
  const { console, findByRole, getByText, queryByRole, user } = await open(REVIEW, {
    guards: () => someGuards({ readOnly: true }),
    review_order: () =>
      aReview({ canOrder: false, checks: [{ kind: "writable", state: "fail", facts: {} }] }),
  });
  const way = await findByRole("button", { name: "Open the guards of this profile" });
  expect(getByText("read-only")).toBeTruthy();
  expect(queryByRole("button", { name: /Order for/ })).toBeNull();
  await user.click(way);
  expect(console.router.route).toEqual(GUARDS);
});

test("a credit that is too low is named before the button, with what will happen", async () => {
  const { findByText, getByRole } = await open(REVIEW, {
    review_order: () => aReview({ creditAfter: euros("-15.80"), payment: "cardOrRefused" }),
  });
  const words = await findByText(/The credit lacks €15\.80\. A stored card is tried/);
  const button = getByRole("button", { name: "Order for €18.90" });
  expect(words.compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

describe("the guards of a profile", () => {
  test("are made stronger without more ado", async () => {
    const { host, findByRole, queryByRole, user } = await open(GUARDS, {
      save_guards: () => someGuards({ readOnly: true }),
    });
    await user.click(await findByRole("checkbox", { name: "Send nothing from this profile" }));
    await user.click(await findByRole("button", { name: "Save the guards" }));
    expect(queryByRole("dialog")).toBeNull();
    expect(host.asked.find((one) => one.name === "save_guards")?.args).toMatchObject({
      edit: { readOnly: true, twinHours: 24, perOrder: "100.00 EUR", perDay: null, typed: null },
    });
    await waitFor(async () =>
      expect(
        (await findByRole("button", { name: "Save the guards" })).getAttribute("aria-disabled"),
      ).toBe("true"),
    );
  });

  test("are made weaker only with the name typed", async () => {
    const { host, findByRole, findByLabelText, queryByRole, user } = await open(GUARDS, {
      save_guards: () => someGuards({ perOrder: null }),
    });
    await user.clear(await findByLabelText("Per order"));
    await user.click(await findByRole("button", { name: "Save the guards…" }));
    const dialog = await findByRole("dialog", {
      name: "Make the guards of Nordlicht Hosting weaker?",
    });
    expect(dialog.textContent).toContain("The cap per order is taken away.");
    const act = within(dialog).getByRole("button", { name: "Make them weaker" });
    await user.type(within(dialog).getByRole("textbox"), "Nordlicht");
    expect((act as HTMLButtonElement).disabled).toBe(true);
    await user.type(within(dialog).getByRole("textbox"), " Hosting");
    await user.click(act);
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(host.asked.find((one) => one.name === "save_guards")?.args).toMatchObject({
      edit: { perOrder: null, typed: "Nordlicht Hosting" },
    });
  });

  test("are not saved with an amount that is none", async () => {
    const { host, findByRole, findByLabelText, getByText, user } = await open(GUARDS);
    await user.type(await findByLabelText("In any 24 hours"), "a lot");
    expect(getByText("An amount is written 120 or 120.50")).toBeTruthy();
    await user.click(await findByRole("button", { name: "Save the guards" }));
    expect(host.names()).not.toContain("save_guards");
  });

  test("that the host finds weaker are asked about all the same", async () => {
    const { findByRole, user } = await open(GUARDS, {
      save_guards: () => {
        throw anError("guards.type_label");
      },
    });
    await user.click(await findByRole("checkbox", { name: "Send nothing from this profile" }));
    await user.click(await findByRole("button", { name: "Save the guards" }));
    expect(await findByRole("dialog")).toBeTruthy();
  });
});
