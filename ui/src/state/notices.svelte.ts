// Passes the host's notices on to whoever shows the topic.
import { onNotice } from "~/backend";
import type { Notice, Topic } from "~/bindings";

type Heard = (notice: Notice) => void;

export class Notices {
  #heard = new Map<Topic, Set<Heard>>();

  /** Starts to listen to the host; the result ends it. */
  async begin(): Promise<() => void> {
    return onNotice((notice) => {
      for (const heard of this.#heard.get(notice.topic) ?? []) heard(notice);
    });
  }

  /** Calls `heard` for each notice of the topics; the result ends it. Fits into `$effect`. */
  on(topics: Topic | Topic[], heard: Heard): () => void {
    const wanted = Array.isArray(topics) ? topics : [topics];
    for (const topic of wanted) {
      const all = this.#heard.get(topic) ?? new Set();
      all.add(heard);
      this.#heard.set(topic, all);
    }
    return () => {
      for (const topic of wanted) this.#heard.get(topic)?.delete(heard);
    };
  }
}
