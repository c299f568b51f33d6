// Whether a row was really looked at: it was on the screen for a moment.
import type { Attachment } from "svelte/attachments";

/** How long a row has to be on the screen. */
const MOMENT_MS = 1000;

/** Calls `seen` once the element was on the screen for a moment. */
export function lookedAt(seen: () => void): Attachment<Element> {
  return (element) => {
    if (typeof IntersectionObserver === "undefined") return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer);
      if (entries.some((entry) => entry.isIntersecting)) {
        timer = setTimeout(() => {
          if (document.visibilityState === "hidden") return;
          seen();
          observer.disconnect();
        }, MOMENT_MS);
      }
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  };
}
