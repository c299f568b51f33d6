// Keys: how a shortcut is written, shown and recognised.

const ON_MAC = /Mac|iPhone|iPad/.test(navigator.platform ?? "");

/**
 * Whether an event is the shortcut. `Mod+K` is Ctrl or Cmd with K; a plain
 * letter means that no modifier is held.
 */
export function isShortcut(event: KeyboardEvent, shortcut: string, onMac = ON_MAC): boolean {
  const { parts, key } = takenApart(shortcut);
  const wantsMod = parts.includes("Mod");
  const wantsAlt = parts.includes("Alt");
  const wantsShift = parts.includes("Shift");
  const mod = onMac ? event.metaKey : event.ctrlKey;
  const other = onMac ? event.ctrlKey : event.metaKey;
  if (mod !== wantsMod || other || event.altKey !== wantsAlt) return false;
  // A sign such as "?" may need Shift on some keyboards; only letters and named keys ask for it.
  if (event.shiftKey !== wantsShift && !/^[^a-z0-9]$/i.test(key)) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Modifiers and key; the key itself may be a plus. */
function takenApart(shortcut: string): { parts: string[]; key: string } {
  if (shortcut.endsWith("++")) return { parts: shortcut.slice(0, -2).split("+"), key: "+" };
  const parts = shortcut.split("+");
  return { key: parts.pop() ?? "", parts };
}

/** The caps to draw: keys held together share one, keys pressed in turn have one each. */
export function keyCaps(shortcut: string, onMac = ON_MAC): string[] {
  return shortcut.split(" ").map((together) => {
    const { parts, key } = takenApart(together);
    const names = [...parts, key].map((one) => keyName(one, onMac));
    return names.join(/Arrow/.test(together) ? "" : " ");
  });
}

function keyName(key: string, onMac: boolean): string {
  const names: Record<string, string> = {
    Mod: onMac ? "⌘" : "Ctrl",
    Alt: onMac ? "⌥" : "Alt",
    Escape: "Esc",
    ArrowUp: "↑",
    ArrowDown: "↓",
  };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** Whether the person is typing, so that single letters are no commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button", "range"].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
