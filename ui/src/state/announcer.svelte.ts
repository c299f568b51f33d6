// What is said to people who listen: places opened, results of acts.

export class Announcer {
  /** Said when there is time. */
  polite = $state("");
  /** Said at once; only for what may have moved money or stops the work. */
  assertive = $state("");
  #again = false;

  /** Says it when there is time. */
  say(text: string): void {
    this.polite = this.#told(text);
  }

  /** Says it at once. */
  interrupt(text: string): void {
    this.assertive = this.#told(text);
  }

  /** The same words twice would not be heard twice; a space at the end makes them new. */
  #told(text: string): string {
    this.#again = !this.#again;
    return this.#again ? text : `${text}\u00a0`;
  }
}
