// Words for what a person typed or chose.
import type { CodeWords } from "../errors";

const warn = (what: string, next: string): CodeWords => ({ what, next, tone: "warn" });

export const TYPED_WORDS: Record<string, CodeWords> = {
  "key.malformed": warn(
    "This is not a key id.",
    "A key id is kh_live_ followed by 32 capital letters and digits. Copy it from the portal again.",
  ),
  "key.simulated_at_live": warn(
    "This key belongs to a simulator.",
    "Enter the simulator’s address under Advanced, or use a key from the portal.",
  ),
  "key.live_at_simulator": warn(
    "This is a real key, and a simulator must not get it.",
    "Take the address away, or use a key the simulator gave out.",
  ),
  "key.*": warn("The key id cannot be used.", "Copy it from the portal again."),
  "url.malformed": warn(
    "This address cannot be used.",
    "It has the form http://127.0.0.1:8080/v1, without a name, a password or a query.",
  ),
  "url.not_loopback": warn(
    "A simulator is only accepted on this computer.",
    "Use an address with 127.0.0.1 or localhost.",
  ),
  "url.*": warn("This address cannot be used.", "Check it and try again."),
  "secret.empty": warn("The secret is empty.", "Copy it from where you kept it."),
  "secret.surrounding_space": warn(
    "There is white space around the secret. Nothing was sent.",
    "Copy the secret again, without the space.",
  ),
  "secret.*": warn("The secret cannot be used.", "Copy it from where you kept it."),
  "sign_path.unknown": warn("This signed path is not known.", "Choose short or full."),
  "profile.label_empty": warn(
    "The profile has no name.",
    "Give it one, for example your company’s.",
  ),
  "profile.label_too_long": warn("The name is too long.", "Use at most 60 characters."),
  "profile.already_here": warn(
    "This key is already connected as “{label}”.",
    "Switch to that profile instead.",
  ),
  "profile.none_active": warn("No profile is active.", "Connect a key or open the simulator."),
  "profile.not_found": warn("This profile is not here any more.", "Choose another one."),
  "profile.needs_secret": warn(
    "The secret of this profile is not on this computer any more.",
    "Enter it again under Settings, Profiles.",
  ),
  "profile.built_in": warn(
    "That is not possible with the built-in simulator.",
    "It keeps its own key.",
  ),
  "profile.order_open": warn(
    "Order No. {no} of this profile is not settled.",
    "It has no answer, can still be paid, or waits for your word. Open it and settle it first.",
  ),
  "profile.*": warn("The profile cannot be used.", "Look under Settings, Profiles."),
  "input.amount": warn("This is not an amount.", "Write it as 120 or 120.50."),
  "input.id": warn("This id cannot be used.", "Go back and choose again."),
  "input.reason_missing": warn("A reason is missing.", "Say in a few words how you know."),
  "input.reason_too_long": warn("The text is too long.", "Use at most 500 characters."),
  "input.settings": warn("This setting is out of range.", "Choose another value."),
  "input.*": warn("What was filled in cannot be used.", "Check it and try again."),
};
