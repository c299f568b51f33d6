// What a table of any length is told.
import type { Snippet } from "svelte";

import type { Column, Sort } from "./table";

export interface VirtualTableProps<T> {
  /** What the rows are, for people who listen. */
  label: string;
  columns: Column[];
  /** Rows in all. */
  total: number;
  /** The row at a place; `null` where it is not read yet. */
  row: (index: number) => T | null;
  id: (row: T) => string;
  /** The cells of a row: elements of class `cell`, with their role. */
  cells: Snippet<[T]>;
  /** Told which rows are shown: from the first up to, not including, the end. */
  onlook: (first: number, end: number) => void;
  /** Changes when the rows are others: the table begins at the top again. */
  turn?: number;
  /** Opens a row. Without it rows are not walked. */
  onopen?: (row: T, by: "keys" | "pointer") => void;
  /** Id of the row that is open beside the table. */
  open?: string | null;
  sort?: Sort | null;
  onsort?: (sort: Sort) => void;
  /** Whether a row is selected. With it rows have a box to tick. */
  selected?: (row: T) => boolean;
  /** Selects a row, or all from the last one up to it. `name` is what the box is called by. */
  onselect?: (row: T, index: number, how: "toggle" | "range") => void;
  name?: (row: T) => string;
  /** How much of the whole list is selected, and what selects all of it. */
  selection?: "none" | "some" | "all";
  onselectall?: () => void;
  /** Rows that are there but cannot be had. */
  dim?: (row: T) => boolean;
  /** Other keys on a row. */
  onkey?: (event: KeyboardEvent, row: T) => void;
  /** Id for tabs that control it. */
  element?: string;
}
