// The time shown ages and countdowns are measured against. It ticks only while
// something on the screen looks at it.
import { createSubscriber } from "svelte/reactivity";

const SECOND = 1000;
const HALF_MINUTE = 30_000;

export class Clock {
  #read: () => Date;
  #fast: () => void;
  #slow: () => void;

  /** `read` gives the time; tests pass their own. */
  constructor(read: () => Date = () => new Date()) {
    this.#read = read;
    this.#fast = ticking(SECOND);
    this.#slow = ticking(HALF_MINUTE);
  }

  /** Now, to the second; what reads it runs again each second. */
  get second(): Date {
    this.#fast();
    return this.#read();
  }

  /** Now, roughly; what reads it runs again each half minute. For ages. */
  get minute(): Date {
    this.#slow();
    return this.#read();
  }
}

function ticking(every: number): () => void {
  return createSubscriber((update) => {
    const timer = setInterval(update, every);
    return () => clearInterval(timer);
  });
}
