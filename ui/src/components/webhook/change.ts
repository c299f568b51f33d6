// What a person wants to do with the webhook: the dialog that asks is told by this.

export type Change =
  | { kind: "set" }
  | { kind: "unset" }
  /** An earlier URL again; none where none was set. */
  | { kind: "back"; url: string | null };
