import { createRawSnippet } from "svelte";
import { expect, test, vi } from "vitest";

import { show, type Loose } from "../../../test/show";

import Table from "./Table.svelte";

interface Product {
  id: string;
  name: string;
  family: string;
}

const rows: Product[] = [
  { id: "1", name: "KVM S", family: "KVM" },
  { id: "2", name: "KVM M", family: "KVM" },
  { id: "3", name: "VPN Solo", family: "VPN" },
];

const cells = createRawSnippet<[Product]>((row) => ({
  render: () => `<td>${row().name}</td>`,
}));

function table(more: Record<string, unknown> = {}) {
  return show(
    Table as unknown as Loose,
    {
      label: "Products",
      columns: [
        { key: "name", label: "Product", sortable: true },
        { key: "stock", label: "Stock", quiet: true },
      ],
      rows,
      id: (row: Product) => row.id,
      cells,
      ...more,
    } as never,
  );
}

test("rows are walked by arrow keys and opened by Enter", async () => {
  const onopen = vi.fn();
  const { user } = table({ onopen });
  await user.tab();
  await user.tab();
  expect(document.activeElement?.textContent).toContain("KVM S");
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}{Enter}");
  expect(onopen).toHaveBeenCalledExactlyOnceWith(rows[1]);
  await user.keyboard("{End}{Enter}");
  expect(onopen).toHaveBeenLastCalledWith(rows[2]);
});

test("Tab comes back to the row that was left", async () => {
  const { user } = table({ onopen: () => undefined });
  await user.tab();
  await user.tab();
  await user.keyboard("{ArrowDown}");
  await user.tab({ shift: true });
  await user.tab();
  expect(document.activeElement?.textContent).toContain("KVM M");
});

test("rows that lead nowhere are not walked", async () => {
  const { getByRole } = table();
  const row = getByRole("table", { name: "Products" }).querySelector("tr[data-row]");
  expect(row?.hasAttribute("tabindex")).toBe(false);
});

test("a head sorts, and again the other way", async () => {
  const onsort = vi.fn();
  const { getByRole, user, rerender } = table({ onsort });
  await user.click(getByRole("button", { name: "Product" }));
  expect(onsort).toHaveBeenLastCalledWith({ key: "name", descending: false });
  await rerender({ sort: { key: "name", descending: false } } as never);
  expect(getByRole("columnheader", { name: "Product" }).getAttribute("aria-sort")).toBe(
    "ascending",
  );
  await user.click(getByRole("button", { name: "Product" }));
  expect(onsort).toHaveBeenLastCalledWith({ key: "name", descending: true });
});

test("each run of a group has one head", () => {
  const { getAllByRole } = table({ group: (row: Product) => row.family });
  const heads = getAllByRole("columnheader").map((head) => head.textContent?.trim());
  expect(heads).toEqual(["Product", "Stock", "KVM", "VPN"]);
});
