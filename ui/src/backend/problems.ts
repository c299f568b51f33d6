// What goes wrong inside the window is told to the host, and kept where the
// window tests look: a content policy violation, an uncaught error, a promise
// nobody waited for.
import { ask } from "./index";

/** One thing that went wrong. */
export interface Problem {
  kind: "csp" | "error" | "rejection";
  text: string;
}

declare global {
  interface Window {
    __problems: Problem[];
  }
}

/** More than this in one run is the same fault again and again. */
const MOST_TOLD = 50;

/** Starts to listen. Called before anything else runs in the window. */
export function watchForProblems(): void {
  window.__problems = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    tell("csp", `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`);
  });
  window.addEventListener("error", (event) => {
    // The browser's own note that a size observer ran late; nothing is lost by it.
    if (event.message.startsWith("ResizeObserver loop")) return;
    tell("error", `${event.message} ${event.filename ?? ""}:${event.lineno ?? 0}`);
  });
  window.addEventListener("unhandledrejection", (event) => {
    tell("rejection", describe(event.reason));
  });
}

function tell(kind: Problem["kind"], text: string): void {
  if (window.__problems.length >= MOST_TOLD) return;
  window.__problems.push({ kind, text });
  ask("window_problem", { kind, text }).catch(() => {
    // Nobody is left to tell; the list in the window still has it.
  });
}

function describe(reason: unknown): string {
  if (reason instanceof Error) return `${reason.name}: ${reason.message}`;
  return String(reason);
}
