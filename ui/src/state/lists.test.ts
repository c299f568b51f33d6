// The catalogue and the list of orders: what they ask, and what they keep.
import { expect, test } from "vitest";

import type { CatalogueQuery, OrdersQuery } from "~/bindings";

import { fakeHost } from "../../test/host";
import { aCatalogue, aRow, someOrders } from "../../test/shop";
import { stillConsole } from "../../test/show";
import { anError, anOrder } from "../../test/views";

const many = Array.from({ length: 230 }, (_, n) => aRow({ id: String(n), name: `KVM ${n}` }));
const page = ({ query }: { query: CatalogueQuery }) =>
  aCatalogue({
    rows: many.slice(query.offset, query.offset + query.limit),
    all: many.length,
    total: many.length,
  });

test("more rows come by the hundred, and all stay when the list is read again", async () => {
  const host = fakeHost({ catalogue: page });
  const console = stillConsole();
  await console.notices.begin();
  await console.catalogue.open("p1");
  expect(console.catalogue.view?.rows).toHaveLength(100);
  await console.catalogue.more();
  await console.catalogue.more();
  expect(console.catalogue.view?.rows).toHaveLength(230);
  expect(new Set(console.catalogue.view?.rows.map((row) => row.id)).size).toBe(230);
  expect(console.catalogue.hasMore).toBe(false);
  const before = host.asked.length;
  await console.catalogue.more();
  expect(host.asked.length).toBe(before);
  await console.catalogue.read();
  expect(console.catalogue.view?.rows).toHaveLength(230);
});

test("a new search begins at the first row", async () => {
  const host = fakeHost({ catalogue: page });
  const { catalogue } = stillConsole();
  await catalogue.open("p1");
  await catalogue.more();
  catalogue.search = "KVM";
  await catalogue.look();
  expect(catalogue.view?.rows).toHaveLength(100);
  expect(host.asked.at(-1)?.args).toMatchObject({ query: { search: "KVM", offset: 0 } });
});

test("a highest price is asked for only where it is an amount", async () => {
  const host = fakeHost({ catalogue: () => aCatalogue() });
  const { catalogue } = stillConsole();
  await catalogue.open("p1");
  for (const [typed, asked] of [
    ["120", "120"],
    ["9,90", "9.90"],
    ["12 euros", null],
    ["-1", null],
    [" ", null],
  ] as const) {
    catalogue.maxPrice = typed;
    await catalogue.look();
    expect(host.asked.at(-1)?.args, typed).toMatchObject({ query: { maxPrice: asked } });
  }
  catalogue.maxPrice = "12 euros";
  expect(catalogue.maxPriceWrong).not.toBeNull();
});

test("a failed reading keeps the rows and the reason", async () => {
  const host = fakeHost({
    catalogue: () => aCatalogue(),
    refresh_catalogue: () => {
      throw anError("answer.unreadable");
    },
  });
  const { catalogue } = stillConsole();
  await catalogue.open("p1");
  await catalogue.refresh();
  expect(catalogue.view?.rows).toHaveLength(1);
  expect(catalogue.error?.code).toBe("answer.unreadable");
  expect(catalogue.busy).toBe(false);
  host.answer({ refresh_catalogue: () => null });
  await catalogue.refresh();
  expect(catalogue.error).toBeNull();
});

test("nothing of one profile is shown in another", async () => {
  const host = fakeHost({ catalogue: () => aCatalogue(), orders: () => someOrders() });
  const { catalogue, orders } = stillConsole();
  await catalogue.open("p1");
  await orders.open("p1");
  catalogue.search = "secret customer";
  orders.search = "secret customer";
  host.answer({ catalogue: () => new Promise(() => undefined) });
  host.answer({ orders: () => new Promise(() => undefined) });
  void catalogue.open("p2");
  void orders.open("p2");
  expect(catalogue.view).toBeNull();
  expect(orders.view).toBeNull();
  expect(catalogue.search + orders.search).toBe("");
});

test("the way back to the same profile finds the same words", async () => {
  fakeHost({ catalogue: () => aCatalogue() });
  const { catalogue } = stillConsole();
  await catalogue.open("p1");
  catalogue.search = "KVM";
  await catalogue.open("p1");
  expect(catalogue.search).toBe("KVM");
});

test("a cycle or family that is gone is left", async () => {
  const host = fakeHost({ catalogue: () => aCatalogue() });
  const { catalogue } = stillConsole();
  await catalogue.open("p1");
  catalogue.cycle = "triennially";
  catalogue.family = "Game servers";
  await catalogue.look();
  expect(catalogue.cycle).toBe("monthly");
  expect(catalogue.family).toBeNull();
  expect(host.asked.at(-1)?.args).toMatchObject({ query: { cycle: "monthly", family: null } });
});

test("orders are read again when the host tells of one, and not before they were looked at", async () => {
  const host = fakeHost({ orders: () => someOrders(), overview: () => ({}) as never });
  const console = stillConsole();
  await console.notices.begin();
  host.tell("orders", { orderNo: 148 });
  await Promise.resolve();
  expect(host.names()).not.toContain("orders");
  await console.orders.open("p1");
  host.answer({ orders: () => someOrders({ rows: [anOrder({ progress: "paid" })] }) });
  host.tell("orders", { orderNo: 148 });
  await expect.poll(() => console.orders.view?.rows[0]?.progress).toBe("paid");
});

test("a tab of orders asks for that part from its first row", async () => {
  const asked: OrdersQuery[] = [];
  fakeHost({
    orders: ({ query }) => {
      asked.push(query);
      return someOrders();
    },
  });
  const { orders } = stillConsole();
  await orders.open("p1");
  orders.filter = "needsYou";
  await orders.look();
  expect(asked.at(-1)).toEqual({ filter: "needsYou", search: "", offset: 0, limit: 100 });
});
