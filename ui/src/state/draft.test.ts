import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { fakeHost, type Answers, type FakeHost } from "../../test/host";
import { ADDRESSES, aFullOrder, aPrice, aProduct, aReview, aRow, SYSTEM } from "../../test/shop";
import { anError, euros } from "../../test/views";

import { Draft, PAUSE } from "./draft.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const reviews = (host: FakeHost) => host.names().filter((name) => name === "review_order").length;
const withSystem = aReview({ product: aProduct({ options: [SYSTEM, ADDRESSES] }) });

/** A draft that was reviewed once. */
async function reviewed(answers: Answers = {}) {
  const host = fakeHost({ review_order: () => aReview(), ...answers });
  const draft = new Draft("43", "monthly");
  await draft.check();
  return { host, draft };
}

describe("a review", () => {
  test("is asked for once the person pauses, however much was changed before", async () => {
    const { host, draft } = await reviewed();
    for (const cycle of ["annually", "monthly", "annually"]) {
      draft.cycle = cycle;
      draft.changed();
      await vi.advanceTimersByTimeAsync(PAUSE.chosen - 1);
    }
    expect(reviews(host)).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(reviews(host)).toBe(2);
  });

  test("is not asked for again where everything is as it was", async () => {
    const { host, draft } = await reviewed();
    draft.hostname = "web-01.example.net";
    draft.changed();
    draft.hostname = "";
    draft.changed();
    await vi.advanceTimersByTimeAsync(PAUSE.typed);
    expect(reviews(host)).toBe(1);
    expect(draft.ready).toBe(true);
  });

  test("waits until every required option is chosen", async () => {
    const { host, draft } = await reviewed({ review_order: () => withSystem });
    expect(draft.missing).toEqual(["Operating system"]);
    expect(draft.ready).toBe(false);
    draft.options.ip = "1";
    draft.changed();
    await vi.advanceTimersByTimeAsync(PAUSE.chosen);
    expect(reviews(host)).toBe(1);
    draft.options.os = "d12";
    draft.changed();
    await vi.advanceTimersByTimeAsync(PAUSE.chosen);
    expect(reviews(host)).toBe(2);
    expect(host.asked.at(-1)?.args).toMatchObject({
      draft: {
        options: [
          { optionId: "ip", value: "1" },
          { optionId: "os", value: "d12" },
        ],
      },
      previous: "r1",
    });
  });

  test("is not asked for with a host name or a number that cannot be sent", async () => {
    const { host, draft } = await reviewed({
      review_order: () => aReview({ product: aProduct({ options: [ADDRESSES] }) }),
    });
    draft.hostname = "-web";
    draft.changed();
    await vi.advanceTimersByTimeAsync(PAUSE.typed);
    draft.hostname = "";
    draft.options.ip = "two";
    draft.changed();
    await vi.advanceTimersByTimeAsync(PAUSE.typed);
    expect(reviews(host)).toBe(1);
  });

  test("that failed is repeated only by hand, so that no calls are burnt", async () => {
    const { host, draft } = await reviewed();
    host.answer({
      review_order: () => {
        throw anError("network.connect_failed");
      },
    });
    await draft.check();
    draft.cycle = "annually";
    draft.changed();
    await vi.advanceTimersByTimeAsync(PAUSE.typed);
    expect(reviews(host)).toBe(2);
    expect(draft.reading.error?.code).toBe("network.connect_failed");
    expect(draft.ready).toBe(false);
  });

  test("takes the first cycle that is offered where the wanted one is not", async () => {
    const yearly = aProduct({
      row: aRow({ prices: [aPrice("monthly", 1, null), aPrice("annually", 12, "48.00")] }),
    });
    const host = fakeHost({ review_order: () => aReview({ product: yearly }) });
    const draft = new Draft("43", null);
    await draft.check();
    expect(draft.cycle).toBe("annually");
    expect(host.asked.map((one) => (one.args as { draft: { cycle: string } }).draft.cycle)).toEqual(
      ["monthly", "annually"],
    );
  });

  test("is over when the place is left", async () => {
    const { host, draft } = await reviewed();
    draft.cycle = "annually";
    draft.changed();
    draft.leave();
    await vi.advanceTimersByTimeAsync(PAUSE.typed);
    expect(reviews(host)).toBe(1);
  });
});

describe("an order", () => {
  test("is sent once, however often it is pressed", async () => {
    let answer: (order: ReturnType<typeof aFullOrder>) => void = () => undefined;
    const { host, draft } = await reviewed({
      place_order: () => new Promise((resolve) => (answer = resolve)),
    });
    const first = draft.order();
    const second = draft.order();
    expect(draft.ordering).toBe(true);
    expect(await second).toBeNull();
    await vi.advanceTimersByTimeAsync(0);
    answer(aFullOrder());
    expect((await first)?.row.no).toBe(148);
    expect(host.names().filter((name) => name === "place_order")).toHaveLength(1);
  });

  test("is not sent while the figures are of an earlier choice", async () => {
    const { host, draft } = await reviewed();
    draft.cycle = "annually";
    expect(draft.stale).toBe(true);
    expect(await draft.order()).toBeNull();
    expect(host.names()).not.toContain("place_order");
  });

  test("whose product changed is reviewed again and waits for a second look", async () => {
    const { host, draft } = await reviewed({
      place_order: () => {
        throw anError("order.changed", { money: "no" });
      },
    });
    host.answer({
      review_order: () =>
        aReview({
          reviewId: "r2",
          now: euros("22.90"),
          changes: [{ part: "amountNow", before: "18.90 EUR", after: "22.90 EUR" }],
        }),
    });
    expect(await draft.order()).toBeNull();
    expect(host.asked.at(-1)).toMatchObject({ name: "review_order", args: { previous: "r1" } });
    expect(draft.unseen).toBe(true);
    expect(draft.ready).toBe(false);
    host.answer({ place_order: () => aFullOrder() });
    expect(await draft.order()).toBeNull();
    draft.looked();
    expect(draft.ready).toBe(true);
    await draft.order();
    expect(host.asked.at(-1)).toMatchObject({ name: "place_order", args: { review: "r2" } });
  });

  test("that may have left is never sent from here again", async () => {
    const { host, draft } = await reviewed({
      place_order: () => {
        throw anError("order.outcome_not_kept", { money: "unknown" });
      },
    });
    await draft.order();
    expect(draft.locked).toBe(true);
    await draft.check();
    expect(await draft.order()).toBeNull();
    expect(host.names().filter((name) => name === "place_order")).toHaveLength(1);
  });

  test("during which the window lost the host counts as one that may have left", async () => {
    const { draft } = await reviewed({
      place_order: () => {
        throw new Error("the bridge broke");
      },
    });
    await draft.order();
    expect(draft.error?.money).toBe("unknown");
    expect(draft.locked).toBe(true);
  });

  test("of a forgotten review asks for a new one", async () => {
    const { draft } = await reviewed({
      place_order: () => {
        throw anError("order.review_not_found", { money: "no" });
      },
    });
    await draft.order();
    expect(draft.error?.code).toBe("order.review_not_found");
    expect(draft.stale).toBe(true);
    expect(draft.locked).toBe(false);
  });

  test("that was held back before anything was sent can be pressed again", async () => {
    const { host, draft } = await reviewed({
      place_order: () => {
        throw anError("network.connect_failed", { money: "no" });
      },
    });
    await draft.order();
    expect(draft.ready).toBe(true);
    host.answer({ place_order: () => aFullOrder() });
    expect(await draft.order()).not.toBeNull();
  });
});
