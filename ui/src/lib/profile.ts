// Words and colours of a profile.
import type { Accent, ProfileView, SecretHome } from "~/bindings";

/** Accents a person can choose; olive belongs to simulators. */
export const ACCENTS: readonly { value: Accent; label: string }[] = [
  { value: "petrol", label: "Petrol" },
  { value: "steel", label: "Steel" },
  { value: "plum", label: "Plum" },
  { value: "moss", label: "Moss" },
  { value: "copper", label: "Copper" },
];

/** The second line of a profile: `Live · key “console”` or `Practice account`. */
export function profileNote(profile: ProfileView): string {
  if (profile.builtIn) return "Practice account";
  const kind = profile.kind === "live" ? "Live" : "Simulator";
  const label = profile.account?.keyLabel;
  return label ? `${kind} · key “${label}”` : `${kind} · ${shortKey(profile.keyId)}`;
}

/** A key id cut in its middle: `kh_live_…7Q2M`. */
export function shortKey(keyId: string): string {
  return keyId.length > 16 ? `${keyId.slice(0, 8)}…${keyId.slice(-4)}` : keyId;
}

/** Where a secret is, in words. */
export function secretHomeWords(home: SecretHome): string {
  switch (home) {
    case "keychain":
      return "in this computer’s keychain";
    case "session":
      return "in memory, gone when the console closes";
    case "simulator":
      return "with the simulator inside this program";
  }
}
