import { beforeEach, describe, expect, test, vi } from "vitest";

import { HostError } from "~/backend";

import { anError } from "../../test/views";

import { Rows } from "./rows.svelte";

const TOTAL = 100_000;

/** A host that answers when it is told to. */
function slowHost(total = TOTAL) {
  const open: { offset: number; answer: (mark?: string) => void; fail: () => void }[] = [];
  const asked: number[] = [];
  const rows = new Rows<string>((offset, limit) => {
    asked.push(offset);
    return new Promise((resolve, reject) => {
      open.push({
        offset,
        answer: (mark = "") => {
          const count = Math.max(0, Math.min(limit, total - offset));
          resolve({
            total,
            rows: Array.from({ length: count }, (_, n) => `${mark}${offset + n}`),
          });
        },
        fail: () => reject(new HostError(anError("store.busy"))),
      });
    });
  });
  const answerAll = async (mark = "") => {
    while (open.length > 0) {
      open.shift()?.answer(mark);
      await vi.advanceTimersByTimeAsync(0);
    }
  };
  return { rows, open, asked, answerAll };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(100);

describe("a long list", () => {
  test("asks for what is shown once the table has settled", async () => {
    const { rows, asked, answerAll } = slowHost();
    void rows.restart();
    await answerAll();
    expect(rows.total).toBe(TOTAL);
    expect(rows.row(7)).toBe("7");
    rows.look(70_000, 70_040);
    expect(rows.row(70_000)).toBeNull();
    await settle();
    await answerAll();
    expect(rows.row(70_039)).toBe("70039");
    expect(asked).toEqual([0, 69_950, 70_000, 70_050]);
  });

  test("swept from end to end asks for its end only", async () => {
    const { rows, asked, answerAll } = slowHost();
    void rows.restart();
    await answerAll();
    for (let first = 0; first < TOTAL - 40; first += 250) {
      rows.look(first, first + 40);
      await vi.advanceTimersByTimeAsync(16);
    }
    await settle();
    await answerAll();
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(rows.row(99_760)).toBe("99760");
  });

  test("holds only pages near what is shown", async () => {
    const { rows, answerAll } = slowHost();
    void rows.restart();
    await answerAll();
    for (let first = 0; first < 20_000; first += 100) {
      rows.look(first, first + 40);
      await settle();
      await answerAll();
    }
    expect(rows.held).toBeLessThanOrEqual(700);
    expect(rows.row(0)).toBeNull();
    expect(rows.row(19_900)).toBe("19900");
  });

  test("is whole also where the host gives fewer rows at once than were asked for", async () => {
    const asked: [number, number][] = [];
    const rows = new Rows<string>((offset, limit) => {
      asked.push([offset, limit]);
      const count = Math.min(limit, 20, 70 - offset);
      return Promise.resolve({
        total: 70,
        rows: Array.from({ length: count }, (_, n) => `${offset + n}`),
      });
    });
    await rows.restart();
    expect(rows.row(49)).toBe("49");
    expect(asked).toEqual([
      [0, 50],
      [20, 30],
      [40, 10],
    ]);
  });

  test("asks for a page once, however often it is looked at", async () => {
    const { rows, asked, answerAll } = slowHost();
    void rows.restart();
    await answerAll();
    for (let n = 0; n < 5; n += 1) {
      rows.look(540 + n, 560 + n);
      await settle();
    }
    await answerAll();
    expect(asked).toEqual([0, 500, 550]);
  });
});

describe("a new question", () => {
  test("keeps the old rows until the new ones are there", async () => {
    const { rows, open, answerAll } = slowHost();
    void rows.restart();
    await answerAll("old ");
    const turn = rows.turn;
    void rows.restart();
    expect(rows.row(0)).toBe("old 0");
    open.shift()?.answer("new ");
    await vi.advanceTimersByTimeAsync(0);
    expect(rows.row(0)).toBe("new 0");
    expect(rows.turn).toBe(turn + 1);
  });

  test("drops late answers to earlier ones, in whatever order they come", async () => {
    const { rows, open } = slowHost();
    void rows.restart();
    void rows.restart();
    const [first, second] = [open.shift(), open.shift()];
    second?.answer("second ");
    await vi.advanceTimersByTimeAsync(0);
    first?.answer("first ");
    await vi.advanceTimersByTimeAsync(0);
    expect(rows.row(0)).toBe("second 0");
  });

  test("that fails leaves the rows and says why", async () => {
    const { rows, open, answerAll } = slowHost();
    void rows.restart();
    await answerAll();
    void rows.restart();
    open.shift()?.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(rows.row(0)).toBe("0");
    expect(rows.error?.code).toBe("store.busy");
    expect(rows.busy).toBe(false);
  });
});

describe("the same question again", () => {
  test("reads the shown pages and stays where it is", async () => {
    const { rows, asked, answerAll } = slowHost();
    void rows.restart();
    await answerAll();
    rows.look(5_040, 5_060);
    await settle();
    await answerAll();
    const turn = rows.turn;
    asked.length = 0;
    void rows.refresh();
    await answerAll("new ");
    expect(asked).toEqual([5_000, 5_050]);
    expect(rows.row(5_041)).toBe("new 5041");
    expect(rows.turn).toBe(turn);
  });

  test("under way while the table goes on leaves no row unread", async () => {
    const { rows, answerAll } = slowHost();
    void rows.restart();
    await answerAll();
    void rows.refresh();
    rows.look(5_040, 5_060);
    await settle();
    await answerAll();
    await settle();
    await answerAll();
    expect(rows.row(5_041)).toBe("5041");
  });

  test("asked for many times at once is asked twice", async () => {
    const { rows, asked, answerAll } = slowHost(80);
    void rows.restart();
    await answerAll();
    asked.length = 0;
    for (let n = 0; n < 20; n += 1) void rows.refresh();
    await answerAll();
    expect(asked).toEqual([0, 0]);
  });
});
