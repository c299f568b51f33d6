import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { fakeHost } from "../../test/host";
import { anError, anOrder } from "../../test/views";

import { Finder } from "./finder.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const orders = () => ({
  all: 1,
  needsYou: 0,
  open: 0,
  ended: 1,
  total: 1,
  rows: [anOrder()],
});

test("one question is asked after a pause in typing, for the last words", async () => {
  const host = fakeHost({
    orders,
    catalogue: () => {
      throw anError("store.busy");
    },
  });
  const finder = new Finder();
  for (const search of ["k", "kv", "kvm", "kvm l"]) {
    finder.look(search);
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(host.names()).toEqual(["catalogue", "orders", "services", "invoices"]);
  expect(finder.found.services).toEqual([]);
  expect(host.asked[1]?.args).toMatchObject({ query: { search: "kvm l" } });
});

test("what one store cannot say does not hide what the other found", async () => {
  fakeHost({
    orders,
    catalogue: () => {
      throw anError("store.busy");
    },
  });
  const finder = new Finder();
  finder.look("kvm");
  await vi.advanceTimersByTimeAsync(200);
  expect(finder.found.products).toEqual([]);
  expect(finder.found.orders.map((order) => order.no)).toEqual([148]);
});

test("a single letter finds nothing and asks nothing", async () => {
  const host = fakeHost({ orders });
  const finder = new Finder();
  finder.look("k ");
  await vi.advanceTimersByTimeAsync(200);
  expect(host.names()).toEqual([]);
});
