// Finds products, orders, services and invoices by words in what this computer
// keeps. No calls.
import { ask } from "~/backend";
import type { InvoiceRow, OrderRow, ProductRow, ServiceRow } from "~/bindings";

export interface Found {
  products: ProductRow[];
  orders: OrderRow[];
  services: ServiceRow[];
  invoices: InvoiceRow[];
}

const NOTHING: Found = { products: [], orders: [], services: [], invoices: [] };
/** Shorter words find too much. */
const LEAST_LETTERS = 2;
/** A pause in typing. */
const PAUSE_MS = 120;
const MOST_OF_EACH = 5;

export class Finder {
  found = $state.raw<Found>(NOTHING);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  /** Looks after a pause in typing; a later search replaces an earlier one. */
  look(search: string): void {
    this.rest();
    const words = search.trim();
    if (words.length < LEAST_LETTERS) {
      this.found = NOTHING;
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(words), PAUSE_MS);
  }

  /** Looks no further. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#latest += 1;
  }

  async #ask(search: string): Promise<void> {
    const mine = this.#latest;
    const page = { search, offset: 0, limit: MOST_OF_EACH };
    const [products, orders, services, invoices] = await Promise.allSettled([
      ask("catalogue", {
        query: {
          ...page,
          family: null,
          cycle: "monthly",
          maxPrice: null,
          availableOnly: false,
          sort: "name",
          descending: false,
        },
      }),
      ask("orders", { query: { ...page, filter: "all" } }),
      ask("services", {
        query: { ...page, filter: "all", family: null, sort: "name", direction: "up" },
      }),
      ask("invoices", {
        query: { ...page, filter: "all", from: null, to: null, sort: "date", direction: "down" },
      }),
    ]);
    if (mine !== this.#latest) return;
    // What cannot be read is not found; its own place says why.
    this.found = {
      products: products.status === "fulfilled" ? products.value.rows : [],
      orders: orders.status === "fulfilled" ? orders.value.rows : [],
      services: services.status === "fulfilled" ? services.value.rows : [],
      invoices: invoices.status === "fulfilled" ? invoices.value.rows : [],
    };
  }
}
