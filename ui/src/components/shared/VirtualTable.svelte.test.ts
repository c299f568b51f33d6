import { createRawSnippet, tick } from "svelte";
import { describe, expect, test, vi } from "vitest";

import { show, type Loose } from "../../../test/show";

import VirtualTable from "./VirtualTable.svelte";

interface Server {
  id: string;
}

const cells = createRawSnippet<[Server]>((row) => ({
  render: () => `<div role="cell" class="cell">server ${row().id}</div>`,
  setup: (cell) => {
    $effect(() => {
      cell.textContent = `server ${row().id}`;
    });
  },
}));

function table(more: Record<string, unknown> = {}, total = 100_000) {
  return show(
    VirtualTable as unknown as Loose,
    {
      label: "Servers",
      columns: [{ key: "name", label: "Name", sortable: true }],
      total,
      row: (index: number) => ({ id: String(index) }),
      id: (row: Server) => row.id,
      cells,
      onlook: () => undefined,
      ...more,
    } as never,
  );
}

const rowsOf = (container: Element) => [...container.querySelectorAll("[data-row]")];

describe("a table of any length", () => {
  test("holds only the rows it shows, and says how many there are", () => {
    const { container, getByRole } = table();
    expect(rowsOf(container).length).toBeLessThanOrEqual(60);
    const list = getByRole("table", { name: "Servers" });
    expect(list.getAttribute("aria-rowcount")).toBe("100001");
    expect(rowsOf(container)[0]?.getAttribute("aria-rowindex")).toBe("2");
  });

  test("is walked by keys to its ends and opened by Enter", async () => {
    const onopen = vi.fn();
    const { container, user } = table({ onopen });
    await user.tab();
    await user.tab();
    expect(document.activeElement?.getAttribute("aria-rowindex")).toBe("2");
    await user.keyboard("{End}");
    await tick();
    expect(document.activeElement?.getAttribute("aria-rowindex")).toBe("100001");
    expect(document.activeElement?.textContent).toContain("server 99999");
    expect(rowsOf(container).length).toBeLessThanOrEqual(60);
    await user.keyboard("{ArrowUp}{Enter}");
    expect(onopen).toHaveBeenLastCalledWith({ id: "99998" }, "keys");
    await user.keyboard("{Home}{ArrowDown}{Enter}");
    expect(onopen).toHaveBeenLastCalledWith({ id: "1" }, "keys");
  });

  test("tells which rows are looked at", async () => {
    const onlook = vi.fn();
    const { user } = table({ onlook, onopen: () => undefined });
    expect(onlook.mock.calls[0]?.[0]).toBe(0);
    await user.tab();
    await user.tab();
    await user.keyboard("{End}");
    const [first, end] = onlook.mock.lastCall as [number, number];
    expect(end).toBe(100_000);
    expect(end - first).toBeLessThanOrEqual(60);
  });

  test("goes back to the top when its rows are others", async () => {
    const { container, user, rerender } = table({ onopen: () => undefined });
    await user.tab();
    await user.tab();
    await user.keyboard("{End}");
    await rerender({ turn: 1 } as never);
    expect(rowsOf(container)[0]?.getAttribute("aria-rowindex")).toBe("2");
  });

  test("keeps the place of a row that is not read yet", () => {
    const { container } = table({ row: () => null }, 30);
    expect(rowsOf(container)).toHaveLength(30);
    expect(rowsOf(container)[0]?.getAttribute("aria-busy")).toBe("true");
  });

  test("keeps the elements of its rows while it scrolls on", async () => {
    const { container, user } = table({ onopen: () => undefined });
    const before = new Set(rowsOf(container));
    await user.tab();
    await user.tab();
    for (const key of ["{PageDown}", "{PageDown}", "{End}", "{ArrowUp}"]) {
      await user.keyboard(key);
      await tick();
      expect(rowsOf(container).every((row) => before.has(row))).toBe(true);
    }
    const places = rowsOf(container).map((row) => Number(row.getAttribute("aria-rowindex")));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("without a row is only its head", () => {
    const { container, getByRole } = table({}, 0);
    expect(rowsOf(container)).toHaveLength(0);
    expect(getByRole("columnheader", { name: "Name" })).toBeTruthy();
  });
});

describe("selecting", () => {
  function selecting() {
    const onselect = vi.fn();
    const onselectall = vi.fn();
    const onopen = vi.fn();
    const shown = table(
      { onselect, onselectall, onopen, selected: (row: Server) => row.id === "1" },
      30,
    );
    const row = (n: number) => shown.getAllByRole("row")[n + 1] as HTMLElement;
    return { ...shown, onselect, onselectall, onopen, row };
  }

  test("is one box for one row, and a plain click opens", async () => {
    const { user, getByRole, onselect, onopen, row } = selecting();
    await user.click(getByRole("checkbox", { name: "Select 2" }));
    expect(onselect).toHaveBeenLastCalledWith({ id: "2" }, 2, "toggle");
    expect(onopen).not.toHaveBeenCalled();
    await user.click(row(3));
    expect(onopen).toHaveBeenLastCalledWith({ id: "3" }, "pointer");
    expect(getByRole("checkbox", { name: "Select 1" })).toHaveProperty("checked", true);
    expect(row(1).getAttribute("aria-selected")).toBe("true");
  });

  test("takes Ctrl and Shift with a click", async () => {
    const { user, onselect, onopen, row } = selecting();
    await user.keyboard("{Control>}");
    await user.click(row(4));
    await user.keyboard("{/Control}{Shift>}");
    await user.click(row(9));
    await user.keyboard("{/Shift}");
    expect(onselect.mock.calls.map(([, index, how]) => [index, how])).toEqual([
      [4, "toggle"],
      [9, "range"],
    ]);
    expect(onopen).not.toHaveBeenCalled();
  });

  test("takes Space, Shift with arrows, and Ctrl+A for all", async () => {
    const { user, onselect, onselectall, row } = selecting();
    row(0).focus();
    await user.keyboard(" {Shift>}{ArrowDown}{/Shift}{Control>}a{/Control}");
    expect(onselect.mock.calls.map(([, index, how]) => [index, how])).toEqual([
      [0, "toggle"],
      [1, "range"],
    ]);
    expect(onselectall).toHaveBeenCalledOnce();
  });
});
