import { expect, test } from "vitest";

import { fakeHost } from "../../test/host";
import { aFullOrder } from "../../test/shop";
import { anError, anOrder } from "../../test/views";

import { OneOrder } from "./order.svelte";

test("repeating asks the host once, however often it is pressed", async () => {
  const host = fakeHost({
    order: () => aFullOrder(),
    repeat_order: () => aFullOrder({ row: anOrder({ progress: "paid" }) }),
  });
  const order = new OneOrder(148);
  await order.read();
  const both = [order.repeat(), order.repeat()];
  expect(order.doing).toBe("repeat");
  expect((await Promise.all(both)).map((one) => one?.row.progress ?? null)).toEqual(["paid", null]);
  expect(host.names()).toEqual(["order", "repeat_order"]);
  expect(order.view?.row.progress).toBe("paid");
});

test("an answer read meanwhile does not cover the newer one of an act", async () => {
  const host = fakeHost({ order: () => aFullOrder() });
  const order = new OneOrder(148);
  await order.read();
  host.answer({
    check_order: async () => {
      // The host tells of the change before the act's own answer is there.
      await order.read();
      return aFullOrder({ row: anOrder({ progress: "provisioned" }) });
    },
  });
  await order.check();
  expect(order.view?.row.progress).toBe("provisioned");
  expect(host.names()).toEqual(["order", "check_order"]);
});

test("an act that failed shows why, and what it left behind", async () => {
  const host = fakeHost({ order: () => aFullOrder() });
  const order = new OneOrder(148);
  await order.read();
  host.answer({
    repeat_order: () => {
      throw anError("order.too_old", { money: "unknown" });
    },
    order: () => aFullOrder({ row: anOrder({ progress: "needsPerson" }) }),
  });
  expect(await order.repeat()).toBeNull();
  expect(order.error?.code).toBe("order.too_old");
  expect(order.view?.row.progress).toBe("needsPerson");
  expect(order.doing).toBeNull();
});
