// What a table is told of its columns and of its order.

export interface Column {
  key: string;
  label: string;
  align?: "left" | "right";
  sortable?: boolean;
  /** A class of width: `fit` is as wide as its content, `grow` takes what is left. */
  width?: "fit" | "grow";
  /** Width in pixels, where rows come and go and none can be measured; without it, what is left. */
  px?: number;
  /** Head for people who listen only. */
  quiet?: boolean;
}

export interface Sort {
  key: string;
  descending: boolean;
}
