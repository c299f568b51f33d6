// The resolver and the rescue desk as a person finds them: by role and by label,
// with the host faked at the wire.
import { waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import type { OrderProgress, OrderView } from "~/bindings";
import type { Route } from "~/state/router.svelte";

import { aConflict, aRescue, aRescueRow, aService, someClues } from "../../test/money";
import { openPlace as open } from "../../test/place";
import { aFullOrder } from "../../test/shop";
import { NOW } from "../../test/show";
import {
  aConnection,
  anAttention,
  anError,
  anOrder,
  anOverview,
  aSimulator,
  aStart,
  euros,
} from "../../test/views";

/** Half an hour after the time of all tests, as this computer tells it. */
const SOON = new Date(NOW.getTime() + 1_800_000).toISOString();
const HOSTILE = "<img src=x onerror=alert(1)> {{7*7}}";

beforeEach(() => window.localStorage.clear());

describe("an order nobody answered for", () => {
  const here: Route = { name: "order", no: 148 };
  const at = (progress: OrderProgress, part: Partial<OrderView> = {}) =>
    aFullOrder({ row: anOrder({ progress }), clues: someClues(), ...part });

  test("shows what is seen since with its age, and reads it again when asked", async () => {
    const { host, findByRole, user } = await open(here, {
      order: () => at("unknown"),
      refresh_clues: () =>
        at("unknown", { clues: someClues({ verdict: "probablyBought", services: [aService()] }) }),
    });
    const seen = await findByRole("region", { name: "What is seen since then" });
    expect(within(seen).getByText("No trace of it is seen.")).toBeTruthy();
    expect(within(seen).getByText("Credit fell by exactly €18.90")).toBeTruthy();
    await user.click(within(seen).getByRole("button", { name: "Read again, 3 calls or more" }));
    expect(host.asked.at(-1)).toEqual({ name: "refresh_clues", args: { no: 148 } });
    expect(await within(seen).findByText("What is seen points to: bought.")).toBeTruthy();
  });

  test("has no way to be repeated once it is locked, and takes a verdict instead", async () => {
    const { console, host, findByRole, getByRole, getByText, queryByRole, user } = await open(
      here,
      {
        order: () => at("needsPerson", { clues: someClues({ services: [aService()] }) }),
        decide_order: () =>
          at("accepted", {
            clues: null,
            decision: {
              bought: true,
              serviceId: "1012",
              reason: "Seen in the portal",
              at: "2026-11-23T08:24:00Z",
            },
          }),
      },
    );
    await user.click(await findByRole("button", { name: "Say what became of it…" }));
    expect(queryByRole("button", { name: /Repeat the request/ })).toBeNull();
    const asks = await findByRole("dialog", { name: "What became of order No. 148?" });
    await user.click(within(asks).getByRole("radio", { name: /It was bought/ }));
    await user.click(within(asks).getByRole("button", { name: "Write down as bought" }));
    expect(host.names()).not.toContain("decide_order");
    expect(within(asks).getByText("Say in your own words how you know.")).toBeTruthy();
    await user.type(within(asks).getByRole("textbox", { name: /How you know/ }), "Portal");
    await user.click(within(asks).getByRole("button", { name: "Write down as bought" }));
    expect(host.asked.at(-1)).toEqual({
      name: "decide_order",
      // The only service that fits was proposed.
      args: { no: 148, decision: { bought: true, serviceId: "1012", reason: "Portal" } },
    });
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(getByText("Bought: a person looked and found it.")).toBeTruthy();
    await user.click(getByRole("button", { name: "1012" }));
    expect(console.router.route).toEqual({ name: "services", id: "1012" });
  });

  test("warns before it is closed against what is seen, and Escape leaves it open", async () => {
    const { host, findByRole, queryByRole, user } = await open(here, {
      order: () => at("needsPerson", { clues: someClues({ verdict: "probablyBought" }) }),
      decide_order: () => {
        throw anError("order.nothing_to_decide");
      },
    });
    await user.click(await findByRole("button", { name: "Say what became of it…" }));
    const asks = await findByRole("dialog");
    await user.click(within(asks).getByRole("radio", { name: /It was not bought/ }));
    expect(within(asks).getByRole("alert").textContent).toContain("buys a second one");
    await user.type(within(asks).getByRole("textbox", { name: /How you know/ }), "Support");
    await user.click(within(asks).getByRole("button", { name: "Close it as not bought" }));
    expect(await within(asks).findByText(/does not need your word/)).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(host.names().filter((name) => name === "decide_order")).toHaveLength(1);
  });

  test("that is unpaid and was never named says that it cannot be asked for", async () => {
    const claimed = aService({ id: "1013", name: "other.example", matches: false, claimed: true });
    const { findByRole, getByText, queryByRole, user } = await open(here, {
      order: () =>
        at("unpaid", {
          unpaid: {
            reason: null,
            cancelledAt: "2026-11-24T08:00:00Z",
            cancelledBy: "2026-11-24T08:00:00Z",
            shortfall: null,
          },
          canCheck: false,
          takesAWord: true,
          clues: someClues({ services: [aService(), claimed] }),
        }),
    });
    await user.click(await findByRole("button", { name: "Say what became of it…" }));
    const asks = await findByRole("dialog", { name: "What became of order No. 148?" });
    await user.click(within(asks).getByRole("radio", { name: /It was paid/ }));
    // What another order made cannot be chosen.
    expect(within(asks).queryByText(/1013/)).toBeNull();
    await user.keyboard("{Escape}");
    expect(getByText(/its answer named no order/)).toBeTruthy();
    expect(queryByRole("button", { name: "Check now, 1 call" })).toBeNull();
  });

  test("after a 409 shows both bodies with what differs, as text", async () => {
    const { findByRole, getByRole } = await open(here, {
      order: () =>
        at("needsPerson", {
          conflict: aConflict({ same: false, sentBody: HOSTILE, journalBody: "{}" }),
        }),
    });
    const conflict = await findByRole("region", { name: "The answer 409" });
    expect(within(conflict).getByText(/was used with other content/)).toBeTruthy();
    const sent = getByRole("region", { name: "Body, sent" });
    expect(sent.textContent).toBe(HOSTILE);
    expect(sent.querySelector("img")).toBeNull();
    expect(within(conflict).getByRole("button", { name: "Copy request id" })).toBeTruthy();
  });

  test("after an answer of 500 says why that proves nothing", async () => {
    const { findByText } = await open(here, {
      order: () =>
        at("unknown", {
          error: anError("provider.failed", {
            money: "unknown",
            provider: { status: 500, title: "Oh", detail: null, reason: null, fields: [] },
          }),
        }),
    });
    expect(await findByText("An answer of 500 is no proof that nothing was bought.")).toBeTruthy();
  });

  test("is read again the moment its safe time is over by the provider’s clock", async () => {
    let now: OrderProgress = "unknown";
    const { host, findByText } = await open(here, {
      // This computer is an hour behind, and would still count down.
      connection: () => aConnection({ clockAheadSeconds: -3600 }),
      order: () => {
        const view = at(now, { safeUntil: SOON });
        now = "needsPerson";
        return view;
      },
    });
    expect(await findByText("What became of this order was never learnt.")).toBeTruthy();
    expect(host.names().filter((name) => name === "order")).toHaveLength(2);
  });
});

describe("the rescue desk", () => {
  const here: Route = { name: "orders" };
  const desk = () =>
    aRescue({
      orders: [
        aRescueRow(141, { expired: true, cancelledAt: "2026-11-23T07:00:00Z", canCheck: true }),
        aRescueRow(147),
        aRescueRow(148, { reason: "card_declined", portal: "cards", shortfallAlone: null }),
      ],
      steps: [{ topUp: euros("18.40"), saves: [147, 148] }],
    });

  test("ranks what waits, says what topping up saves and leads to the right page", async () => {
    const { host, findByRole, user } = await open(here, {
      rescue: desk,
      open_portal: () => null,
    });
    const place = await findByRole("region", { name: "Payment rescue" });
    expect(within(place).getByText("Three orders wait for payment")).toBeTruthy();
    expect(within(place).getByText("Topping up €18.40 saves these two:")).toBeTruthy();
    expect(within(place).getByText(/Past its day, and not seen cancelled/)).toBeTruthy();
    await user.click(
      within(place).getByRole("button", { name: "Open cards in the portal, No. 148" }),
    );
    expect(host.asked.at(-1)).toEqual({ name: "open_portal", args: { page: "cards" } });
  });

  test("asks for one with one press and shows what came of it", async () => {
    const { host, findByRole, queryByRole, user } = await open(here, {
      rescue: desk,
      check_order: () => aFullOrder({ row: anOrder({ progress: "paid" }) }),
    });
    const button = await findByRole("button", { name: "Check now, 1 call, No. 147" });
    host.answer({ rescue: () => aRescue() });
    await user.click(button);
    expect(host.asked.find((one) => one.name === "check_order")?.args).toEqual({ no: 147 });
    await waitFor(() => expect(queryByRole("region", { name: "Payment rescue" })).toBeNull());
  });

  test("keeps its rows when asking fails, and says why", async () => {
    const { findByRole, findByText, user } = await open(here, {
      rescue: desk,
      check_order: () => {
        throw anError("network.connect_failed");
      },
    });
    await user.click(await findByRole("button", { name: "Check now, 1 call, No. 147" }));
    expect(await findByText("network.connect_failed")).toBeTruthy();
    expect(await findByRole("button", { name: "Check now, 1 call, No. 147" })).toBeTruthy();
  });

  test("of the simulator never leads to the real portal", async () => {
    const { findByRole } = await open(here, {
      start: () => aStart({ profiles: [aSimulator()], active: "p2" }),
      rescue: desk,
    });
    const place = await findByRole("region", { name: "Payment rescue" });
    expect(within(place).queryByRole("button", { name: /in the portal/ })).toBeNull();
  });

  test("is where several unpaid orders of the overview lead to", async () => {
    const unpaid = (no: number) =>
      anAttention("orderUnpaid", { order: anOrder({ no, progress: "unpaid" }) });
    const { console, findByRole, user } = await open(
      { name: "overview" },
      { overview: () => anOverview({ attention: [unpaid(147), unpaid(148)] }) },
    );
    await console.overview.read();
    await user.click(await findByRole("button", { name: "Rescue… No. 147" }));
    expect(console.router.route).toEqual({ name: "orders" });
  });
});
