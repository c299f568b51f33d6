// Which columns the catalogue's table has, by the room there is.
import type { CatalogueSort } from "~/bindings";
import type { Column, Sort } from "~/components/shared/table";
import { cycleName } from "~/lib/words/cycle";

/** More cycles than this do not stand side by side. */
const MOST_CYCLES = 3;

/** The cycles shown as columns: the chosen one and its neighbours, shortest first. */
export function shownCycles(cycles: readonly string[], chosen: string, wide: boolean): string[] {
  if (!wide) return [chosen];
  const at = Math.max(0, cycles.indexOf(chosen));
  const from = Math.max(0, Math.min(at - 1, cycles.length - MOST_CYCLES));
  return cycles.slice(from, from + MOST_CYCLES);
}

/** Columns for these cycles; the narrow window leaves out what can be looked up. */
export function columnsFor(cycles: readonly string[], wide: boolean): Column[] {
  return [
    { key: "name", label: "Product", sortable: true, width: "grow" },
    { key: "cores", label: "CPU", align: "right", sortable: true },
    { key: "ram", label: "RAM", align: "right", sortable: true },
    { key: "disk", label: "Disk", align: "right" },
    ...cycles.map((cycle): Column => ({
      key: `cycle:${cycle}`,
      label: cycleName(cycle),
      align: "right",
      sortable: true,
    })),
    ...(wide
      ? ([
          { key: "perCore", label: "per core", align: "right", sortable: true },
          { key: "perRam", label: "per GB RAM", align: "right", sortable: true },
        ] satisfies Column[])
      : []),
    { key: "stock", label: "Availability" },
  ];
}

/** The head that carries the arrow. By family means by price within a family. */
export function sortShown(sort: CatalogueSort, descending: boolean, cycle: string): Sort {
  const byPrice = sort === "family" || sort === "price";
  return {
    key: byPrice ? `cycle:${cycle}` : sort,
    descending: sort === "family" ? false : descending,
  };
}
