// A 409 in words, told apart: the first request still runs, or the key is known
// with other content. And an answer that failed, which proves nothing.
import type { ConflictView } from "~/bindings";

export interface ConflictWords {
  title: string;
  /** What it means, and what to do. */
  meaning: string;
  /** What the comparison of the two bodies says. */
  bodies: string;
}

/** What a 409 means. */
export function conflictWords(conflict: ConflictView): ConflictWords {
  switch (conflict.kind) {
    case "stillRunning":
      return {
        title: "KernelHost is still working on the first request",
        meaning:
          "Its 409 says that a request under this key is running. That is no refusal. Wait a minute, then send the identical request again.",
        bodies: bodies(conflict),
      };
    case "mismatch":
      return {
        title: "KernelHost says that this key was used with other content",
        meaning: conflict.same
          ? "What was sent is what the journal holds, so the other content did not come from this order. Whether the first attempt bought something is not known; repeating cannot tell, and is locked."
          : "What was sent is not what the journal holds. It was changed on its way or on this disk. Do not repeat it; the request id and both bodies are what support needs.",
        bodies: bodies(conflict),
      };
  }
}

function bodies({ same, sentBytes, journalBytes }: ConflictView): string {
  if (same) return "Both bodies are the same, byte for byte.";
  return sentBytes === journalBytes
    ? "The bodies differ."
    : `The bodies differ: ${sentBytes} bytes against ${journalBytes}.`;
}

/** Why an answer of this status does not settle an order. */
export function failedAnswerWords(status: number): { title: string; meaning: string } {
  return {
    title: `An answer of ${status} is no proof that nothing was bought`,
    meaning:
      "KernelHost may have failed before or after it made the order, and it keeps its answer for 24 hours: the identical request may bring the same failure again from its store. What is seen since then tells more.",
  };
}
