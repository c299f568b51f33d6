// Before each test file: what the test browser lacks and the components ask for.
import { vi } from "vitest";

if (!window.matchMedia) {
  window.matchMedia = vi.fn((query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }));
}
Element.prototype.scrollIntoView ??= () => undefined;
