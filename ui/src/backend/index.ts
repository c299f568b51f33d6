// The one door to the host: every question goes through `ask`, every change
// the host tells of comes through `onNotice`.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import { NOTICE_EVENT } from "~/bindings";
import type { Commands, ErrorView, Notice } from "~/bindings";

export type CommandName = keyof Commands & string;
type Arguments<K extends CommandName> = Commands[K]["args"];
type Result<K extends CommandName> = Commands[K]["result"];
/** Commands without arguments are asked by name alone. */
type Rest<K extends CommandName> =
  Arguments<K> extends Record<string, never> ? [] : [args: Arguments<K>];

/** What the host said no with. `view.code` is the key of the words. */
export class HostError extends Error {
  readonly view: ErrorView;

  constructor(view: ErrorView) {
    super(view.code);
    this.name = "HostError";
    this.view = view;
  }
}

/** Asks the host. Rejects with a `HostError` and with nothing else. */
export async function ask<K extends CommandName>(name: K, ...rest: Rest<K>): Promise<Result<K>> {
  try {
    return await invoke<Result<K>>(name, rest[0]);
  } catch (thrown) {
    throw new HostError(asErrorView(thrown, name));
  }
}

/** Calls `heard` for every change the host tells of, until the returned function is called. */
export async function onNotice(heard: (notice: Notice) => void): Promise<() => void> {
  return listen<Notice>(NOTICE_EVENT, (event) => heard(event.payload));
}

/** An error of any origin as a view; what is no answer of the host says so in its code. */
export function asErrorView(thrown: unknown, during = ""): ErrorView {
  if (thrown instanceof HostError) return thrown.view;
  if (isErrorView(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: "window.call_failed",
    facts: { detail, during },
    money: "notConcerned",
    requestId: null,
    provider: null,
    retryAfterSeconds: null,
  };
}

function isErrorView(thrown: unknown): thrown is ErrorView {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "facts" in thrown;
}
