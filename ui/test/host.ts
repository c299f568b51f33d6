// The host, faked at the wire: the bridge's own entry points answer from a
// table. What the window asks is kept, in order.
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { onTestFinished } from "vitest";

import type { Commands, Notice, Topic } from "~/bindings";

type Name = keyof Commands & string;

/** Answers by command; an answer that throws is the host's refusal. */
export type Answers = {
  [K in Name]?: (
    args: Commands[K]["args"],
  ) => Commands[K]["result"] | Promise<Commands[K]["result"]>;
};

export interface FakeHost {
  /** Every question, oldest first. */
  asked: { name: string; args: unknown }[];
  /** Names of the questions, oldest first. */
  names: () => string[];
  /** Replaces or adds answers. */
  answer: (more: Answers) => void;
  /** Tells the window that something changed. */
  tell: (topic: Topic, more?: Partial<Notice>) => void;
}

/** Puts the fake in place until the test ends. Questions without an answer are refused. */
export function fakeHost(answers: Answers = {}): FakeHost {
  const table: Record<string, ((args: never) => unknown) | undefined> = { ...answers };
  const asked: FakeHost["asked"] = [];
  const listeners: number[] = [];
  mockIPC((name, args) => {
    if (name === "plugin:event|listen") {
      listeners.push((args as { handler: number }).handler);
      return 1;
    }
    if (name.startsWith("plugin:")) return null;
    asked.push({ name, args });
    const answer = table[name];
    if (!answer) throw new Error(`the test has no answer for ${name}`);
    return answer(args as never);
  });
  onTestFinished(() => clearMocks());
  return {
    asked,
    names: () => asked.map((one) => one.name),
    answer: (more) => Object.assign(table, more),
    tell: (topic, more = {}) => {
      const payload: Notice = {
        topic,
        profileId: null,
        orderNo: null,
        id: null,
        work: null,
        open: null,
        ...more,
      };
      for (const id of listeners) {
        const all = (window as unknown as { __TAURI_INTERNALS__: Internals }).__TAURI_INTERNALS__;
        all.runCallback(id, { event: "notice", id: 1, payload });
      }
    },
  };
}

interface Internals {
  runCallback: (id: number, data: unknown) => void;
}
