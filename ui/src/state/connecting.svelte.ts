// Filling in a key and connecting it. The secret is held only while it is typed.
// Lives with the console, because the new profile redraws the place it is shown in.
import type { Accent, ConnectView, ErrorView, SecretHome } from "~/bindings";

import type { Session } from "./session.svelte";

/** The field an error is about. */
export type ConnectField = "label" | "keyId" | "secret" | "baseUrl";

export class Connecting {
  #session: Session;
  label = $state("");
  accent = $state<Accent>("petrol");
  keyId = $state("");
  secret = $state("");
  keep = $state<SecretHome>("keychain");
  signPath = $state("short");
  baseUrl = $state("");
  busy = $state(false);
  /** What came of the last try. */
  outcome = $state.raw<ConnectView | null>(null);

  constructor(session: Session) {
    this.#session = session;
  }

  /** Begins anew, unless what is shown is the profile that was just connected. */
  begin(): void {
    const connected = this.outcome?.profile?.id;
    if (connected !== undefined && connected === this.#session.active?.id) return;
    this.label = "";
    this.keyId = "";
    this.baseUrl = "";
    this.secret = "";
    this.outcome = null;
    this.#session.error = null;
  }

  /** Leaves: nothing typed stays behind. */
  leave(): void {
    this.secret = "";
  }

  /** Why it did not work, from the steps or from the host itself. */
  get error(): ErrorView | null {
    return this.outcome?.error ?? this.#session.error;
  }

  /** Tries. The typed secret is gone from the window as soon as it is handed over. */
  async connect(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const secret = this.secret;
    this.secret = "";
    try {
      this.outcome = await this.#session.connect({
        label: this.label.trim(),
        accent: this.accent,
        keyId: this.keyId.trim(),
        secret,
        baseUrl: this.baseUrl.trim() || null,
        signPath: this.signPath,
        keep: this.keep,
      });
    } finally {
      this.busy = false;
    }
  }
}

/** The field an error code is about, if it is about one. */
export function fieldOf(code: string): ConnectField | null {
  if (code.startsWith("key.") || code === "profile.already_here") return "keyId";
  if (code === "auth.unknown_or_locked_key") return "keyId";
  if (code.startsWith("secret.") || code === "auth.signature_mismatch") return "secret";
  if (code.startsWith("url.")) return "baseUrl";
  if (code.startsWith("profile.label_")) return "label";
  return null;
}
