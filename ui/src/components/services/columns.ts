// The columns of the list of services: by kind of thing and by the room there is.
import type { Family, ServicesSort } from "~/bindings";
import type { Column } from "~/components/shared/table";

export type ServiceColumn =
  "name" | "customer" | "product" | "condition" | "address" | "due" | "price";

const COLUMNS: Readonly<Record<ServiceColumn, Column>> = {
  name: { key: "name", label: "Name", sortable: true },
  customer: { key: "customer", label: "Customer", sortable: true, px: 100 },
  product: { key: "product", label: "Product", sortable: true, px: 124 },
  condition: { key: "condition", label: "State", sortable: true, px: 118 },
  address: { key: "address", label: "Address", px: 132 },
  due: { key: "due", label: "Due", sortable: true, align: "right", px: 96 },
  price: { key: "price", label: "Price", sortable: true, align: "right", px: 104 },
};
/** What the columns of text get more where there is room. */
const WIDE: Readonly<Partial<Record<ServiceColumn, number>>> = {
  customer: 132,
  product: 156,
  condition: 132,
  due: 100,
  price: 118,
};

/** Kinds of things that are reached by an address; the others by their host name or not at all. */
const ADDRESSED: ReadonlySet<Family> = new Set(["kvm", "dedicated", "game"]);

/** The columns for a list of this kind, `width` pixels wide; 0 where nothing is laid out. */
export function columnsFor(family: Family | null, width: number): Column[] {
  const room = width || 1080;
  const keys: ServiceColumn[] = ["name"];
  if (room >= 760) keys.push("customer");
  if (room >= 640) keys.push("product");
  keys.push("condition");
  // A webspace is its domain, which is its name already; a VPN has neither.
  if (room >= 960 && (family === null || ADDRESSED.has(family))) keys.push("address");
  keys.push("due");
  if (room >= 580) keys.push("price");
  return keys.map((key) => {
    const column = { ...COLUMNS[key] };
    if (room >= 960 && WIDE[key]) column.px = WIDE[key];
    if (key === "address" && family === null) column.label = "Address or domain";
    return column;
  });
}

/** The sort a head asks for. */
export function sortOf(key: string): ServicesSort {
  const sorts: Record<string, ServicesSort> = {
    name: "name",
    customer: "customer",
    product: "product",
    condition: "condition",
    due: "due",
    price: "price",
  };
  return sorts[key] ?? "name";
}
