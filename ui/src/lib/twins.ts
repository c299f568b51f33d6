// Bringing the earlier orders of a review before the eyes.

/** Scrolls to the first earlier order that waits for a word, and puts the focus on its box. */
export function lookAtTwins(): void {
  const boxes = document.querySelectorAll<HTMLInputElement>("[data-twins] input[type=checkbox]");
  const first = [...boxes].find((box) => !box.checked) ?? boxes[0];
  first?.focus();
  first?.scrollIntoView({ block: "center" });
}
