// What happened, as a person meets it: the digest, events by day, read marks.
import { render, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";

import { fakeHost, type Answers } from "../../test/host";
import { anEvent, someEvents } from "../../test/news";
import { NOW, stillConsole } from "../../test/show";
import { aConnection, aStart, anOverview, euros } from "../../test/views";
import type { ActivityQuery, DigestView } from "~/bindings";
import { dayWords, eventWords, spanWords } from "~/lib/words/activity";

import App from "../App.svelte";

const at = (hour: number, minute: number, day = 23) => new Date(2026, 10, day, hour, minute);
const span = (from: Date, to: Date) => ({ from: from.toISOString(), to: to.toISOString() });

function open(answers: Answers) {
  const host = fakeHost({
    start: () => aStart(),
    connection: () => aConnection(),
    overview: () => anOverview(),
    window_ready: () => null as never,
    window_state: () => null as never,
    orders: () => ({ all: 0, needsYou: 0, open: 0, ended: 0, total: 0, rows: [] }),
    mark_read: () => null as never,
    ...answers,
  });
  const console = stillConsole();
  console.router.reset({ name: "activity" });
  return { ...render(App, { props: { console } }), host, console, user: userEvent.setup() };
}

const digest: DigestView = {
  ...span(at(20, 5, 22), at(8, 44)),
  notWatchingSeconds: 12 * 3600 + 39 * 60,
  lines: [
    {
      kind: "service_missing",
      count: 5,
      names: ["shop", "db-01", "mail"],
      amount: null,
      needsYou: false,
      place: { place: "activity" },
    },
    {
      kind: "payment_needed",
      count: 1,
      names: ["Dedicated D2"],
      amount: euros("267.00"),
      needsYou: true,
      place: { place: "order", no: 147 },
    },
  ],
};

describe("while you were away", () => {
  test("says from when to when, how long nobody watched, and first what needs the person", async () => {
    const { findByRole } = open({ activity: () => someEvents([anEvent()], { digest }) });
    const part = await findByRole("region", { name: "While you were away" });
    expect(part.textContent).toContain("Sun 22 Nov, 20:05 to 08:44, 12 h 39 min");
    expect(part.textContent).toContain("Not watching for 12 h 39 min");
    const lines = within(part).getAllByRole("listitem");
    expect(lines[0]?.textContent).toContain("payment still open: Dedicated D2, €267.00");
    expect(lines[1]?.textContent).toContain("shop, db-01, mail and 2 more");
  });

  test("is put away once", async () => {
    let shown: DigestView | null = digest;
    const { findByRole, queryByRole, user } = open({
      activity: () => someEvents([anEvent()], { digest: shown }),
      dismiss_digest: () => {
        shown = null;
        return null as never;
      },
    });
    await user.click(await findByRole("button", { name: "Put the digest away" }));
    await waitFor(() => expect(queryByRole("region", { name: "While you were away" })).toBeNull());
  });
});

describe("the list", () => {
  test("groups by day, gives the span and how it is known", async () => {
    const rows = [
      anEvent({ ...span(at(8, 51), at(8, 56)), name: "<img onerror=1>" }),
      anEvent({ id: 39, ...span(at(19, 42, 22), at(19, 42, 22)), source: "own_action" }),
    ];
    const { findByRole, findByText, container } = open({ activity: () => someEvents(rows) });
    await findByText("Today, Monday 23 November");
    await findByText("Yesterday, Sunday 22 November");
    await findByText("08:51–08:56");
    await findByText("your action");
    const table = await findByRole("table", { name: "What happened" });
    expect(table.textContent).toContain("<img onerror=1> is set up");
    expect(container.querySelector("img")).toBeNull();
  });

  test("Enter leads to the thing", async () => {
    const place = { place: "order", no: 147 } as const;
    const { findByRole, console, user } = open({
      activity: () => someEvents([anEvent({ place })]),
      order: () => {
        throw new Error("not of this test");
      },
    });
    const table = await findByRole("table", { name: "What happened" });
    table.querySelector<HTMLElement>("tr[data-row]")?.focus();
    await user.keyboard("{Enter}");
    expect(console.router.route).toEqual({ name: "order", no: 147 });
  });

  test("chips, unread only and words narrow it", async () => {
    const { findByRole, host, user } = open({ activity: () => someEvents([anEvent()]) });
    const last = () =>
      (host.asked.findLast((one) => one.name === "activity")?.args as { query: ActivityQuery })
        .query;
    await user.click(await findByRole("radio", { name: "Invoices" }));
    await waitFor(() => expect(last()).toMatchObject({ group: "invoices" }));
    await user.click(await findByRole("radio", { name: /Needs you/ }));
    await waitFor(() => expect(last()).toMatchObject({ group: null, needsYouOnly: true }));
    await user.click(await findByRole("checkbox", { name: "Unread only" }));
    await waitFor(() => expect(last()).toMatchObject({ unreadOnly: true }));
    await user.type(await findByRole("searchbox", { name: "Name, id, text" }), "mc");
    await waitFor(() => expect(last()).toMatchObject({ search: "mc" }));
  });
});

describe("what was looked at", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test("is marked as read on leaving, and what nobody saw is not", async () => {
    // Only the first row is on the screen.
    let observed = 0;
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(private readonly heard: (entries: { isIntersecting: boolean }[]) => void) {}
        observe() {
          observed += 1;
          this.heard([{ isIntersecting: observed === 1 }]);
        }
        disconnect() {
          return undefined;
        }
      },
    );
    const rows = [anEvent({ unread: true }), anEvent({ id: 39, unread: true })];
    const { findAllByText, host, console } = open({ activity: () => someEvents(rows) });
    await findAllByText("Unread.");
    await new Promise((done) => setTimeout(done, 1100));
    expect(host.names()).not.toContain("mark_read");
    console.router.go({ name: "orders" });
    await waitFor(() => expect(host.names()).toContain("mark_read"));
    expect(host.asked.find((one) => one.name === "mark_read")?.args).toEqual({ ids: [40] });
  });

  test("all can be marked at once", async () => {
    const { findByRole, host, user } = open({
      activity: () => someEvents([anEvent({ unread: true })]),
    });
    await user.click(await findByRole("button", { name: "Mark all 1 read" }));
    await waitFor(() =>
      expect(host.asked.find((one) => one.name === "mark_read")?.args).toEqual({ ids: null }),
    );
  });
});

describe("words", () => {
  const plain = (amount: { value: string }) => amount.value;
  const said = (part: Parameters<typeof anEvent>[0]) => {
    const words = eventWords(anEvent(part), plain, NOW);
    return `${words.before}${words.subject}${words.after} | ${words.rest}`;
  };

  test("credit that fell says by how much, from what to what", () => {
    const facts = { old: "151.30 EUR", new: "132.40 EUR" };
    expect(said({ kind: "credit_changed", amount: euros("-18.90"), facts })).toBe(
      "Credit fell by 18.90 | 151.30 to 132.40",
    );
    expect(said({ kind: "balance_low", facts: { ...facts, line: "150.00" } })).toBe(
      "Credit is low | 132.40, your line is 150.00",
    );
  });

  test("a missing line is never called a deletion", () => {
    expect(said({ kind: "service_missing" })).toBe(
      "mc-02 is not listed any more | a missing line is not a deletion",
    );
  });

  test("a kind without words is shown by its own word", () => {
    expect(said({ kind: "something_new" })).toBe("mc-02 “something new” | ");
  });

  test("a span that begins on another day names it", () => {
    expect(spanWords(at(20, 5, 22), at(8, 44))).toBe("Sun 20:05–08:44");
    expect(spanWords(at(8, 51), at(8, 51))).toBe("08:51:00");
    expect(dayWords(at(8, 0, 20), NOW)).toBe("Friday 20 November");
  });
});
