// What a person has to say before an order leaves, and that nothing else lets it.
import { describe, expect, test } from "vitest";

import { fakeHost, type Answers } from "../../test/host";
import { aCap, aFullOrder, anOrderFile, aReview, aTwin } from "../../test/shop";
import { anError, euros } from "../../test/views";

import { Draft } from "./draft.svelte";
import { FileOrder, OrderFiles } from "./order-file.svelte";

async function reviewed(answers: Answers) {
  const host = fakeHost({ place_order: () => aFullOrder(), ...answers });
  const draft = new Draft("43", "monthly");
  await draft.check();
  return { host, draft };
}

describe("an order with earlier ones like it", () => {
  const twins = [aTwin({ no: 12 }), aTwin({ no: 9, why: "recent", progress: "provisioned" })];
  const both = { review_order: () => aReview({ twins }) };

  test("waits until another one is wanted beside each of them, and says so to the host", async () => {
    const { host, draft } = await reviewed(both);
    expect(draft.waiting.map((twin) => twin.no)).toEqual([12, 9]);
    draft.wantAnother(12, true);
    expect(await draft.order()).toBeNull();
    draft.wantAnother(9, true);
    expect(await draft.order()).not.toBeNull();
    expect(host.asked.at(-1)?.args).toEqual({ review: "r1", acknowledged: [12, 9] });
  });

  test("waits again where the word was taken back", async () => {
    const { host, draft } = await reviewed(both);
    draft.wantAnother(12, true);
    draft.wantAnother(9, true);
    draft.wantAnother(12, false);
    expect(await draft.order()).toBeNull();
    expect(host.names()).not.toContain("place_order");
  });

  test("keeps the word through a new price, and drops it for another order", async () => {
    const { draft } = await reviewed(both);
    draft.wantAnother(12, true);
    await draft.check();
    expect(draft.waiting.map((twin) => twin.no)).toEqual([9]);
    draft.hostname = "web-02.example.net";
    await draft.check();
    expect(draft.waiting.map((twin) => twin.no)).toEqual([12, 9]);
  });

  test("that came up meanwhile is shown, with the reason, and nothing was sent", async () => {
    const { host, draft } = await reviewed({ review_order: () => aReview() });
    host.answer({
      place_order: () => {
        throw anError("order.not_ready", { money: "no" });
      },
      ...both,
    });
    expect(await draft.order()).toBeNull();
    expect(draft.error?.code).toBe("order.not_ready");
    expect(draft.waiting).toHaveLength(2);
    expect(draft.ready).toBe(false);
  });

  test("never waits for a word about one that blocks", async () => {
    const { draft } = await reviewed({
      review_order: () => aReview({ canOrder: false, twins: [aTwin({ blocks: true })] }),
    });
    expect(draft.waiting).toEqual([]);
    expect(draft.ready).toBe(false);
  });
});

describe("a cap", () => {
  const over = aReview({ canOrder: false, caps: [aCap()] });
  const lifted = aReview({ caps: [aCap({ lifted: true })] });

  test("is lifted for this review, and then the order can be sent", async () => {
    const { host, draft } = await reviewed({ review_order: () => over, lift_cap: () => lifted });
    expect(draft.ready).toBe(false);
    expect(await draft.lift("18.90 EUR")).toBeNull();
    expect(host.asked.at(-1)).toEqual({
      name: "lift_cap",
      args: { review: "r1", typed: "18.90 EUR" },
    });
    expect(draft.ready).toBe(true);
  });

  test("that was not lifted stays where it is", async () => {
    const { draft } = await reviewed({
      review_order: () => over,
      lift_cap: () => {
        throw anError("guards.type_amount", { money: "no" });
      },
    });
    expect((await draft.lift("1"))?.code).toBe("guards.type_amount");
    expect(draft.ready).toBe(false);
  });
});

test("a profile that became read-only sends nothing, and the next press checks first", async () => {
  const { draft } = await reviewed({
    review_order: () => aReview(),
    place_order: () => {
      throw anError("profile.read_only", { money: "no" });
    },
  });
  expect(await draft.order()).toBeNull();
  expect(draft.stale).toBe(true);
  expect(draft.locked).toBe(false);
});

describe("an order out of a file", () => {
  const file = { name: "kernelhost-order-a.json", text: "{}" };

  test("is the host's review of exactly these contents", async () => {
    const host = fakeHost({ open_order_file: () => anOrderFile() });
    const order = new FileOrder(file);
    await order.check();
    expect(host.asked).toEqual([{ name: "open_order_file", args: { text: "{}" } }]);
    expect(order.ready).toBe(true);
  });

  test("whose price is another now waits for a look at both figures", async () => {
    const host = fakeHost({
      place_order: () => aFullOrder(),
      open_order_file: () =>
        anOrderFile({
          draftedNow: euros("16.90"),
          changes: [{ part: "amountNow", before: "16.90 EUR", after: "18.90 EUR" }],
        }),
    });
    const order = new FileOrder(file);
    await order.check();
    expect(await order.order()).toBeNull();
    order.looked();
    expect(await order.order()).not.toBeNull();
    expect(host.names()).toEqual(["open_order_file", "place_order"]);
  });

  test("whose product changed at the last moment is opened again, not sent", async () => {
    const host = fakeHost({
      open_order_file: () => anOrderFile(),
      place_order: () => {
        throw anError("order.changed", { money: "no" });
      },
    });
    const order = new FileOrder(file);
    await order.check();
    expect(await order.order()).toBeNull();
    expect(host.names()).toEqual(["open_order_file", "place_order", "open_order_file"]);
    expect(order.unseen).toBe(true);
  });

  test("that is too large is not even read", async () => {
    const files = new OrderFiles();
    await files.take(new File(["x".repeat(64 * 1024 + 1)], "kernelhost-order-big.json"));
    expect(files.refusal?.error.code).toBe("order_file.too_large");
    expect(files.file).toBeNull();
  });
});
