// A look at access data: what is asked before it, what is shown of it, and
// that nothing of it stays.
import { render, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { aLook, aLookPlan, later } from "../../../test/audit";
import { fakeHost, type Answers } from "../../../test/host";
import { NOW } from "../../../test/show";
import { aConnection, aProfile, aSimulator, aStart, anError } from "../../../test/views";
import { Clock } from "~/state/clock.svelte";
import { consoleContext, createConsole } from "~/state/console";

import LookDialog from "./LookDialog.svelte";

const VALUE = "vK7m-Qe2x-94Tn-hRpz";
const REASON = "Ms Holm, ticket 2291";

let now = NOW;
beforeEach(() => {
  now = NOW;
  vi.useFakeTimers({ shouldAdvanceTime: true, now: NOW });
});
afterEach(() => vi.useRealTimers());

async function pass(seconds: number) {
  for (let n = 0; n < seconds; n += 1) {
    now = new Date(now.getTime() + 1000);
    await vi.advanceTimersByTimeAsync(1000);
  }
}

async function open(answers: Answers = {}) {
  const host = fakeHost({
    start: () => aStart({ profiles: [aProfile(), aSimulator()], active: "p1" }),
    look_plan: () => aLookPlan(),
    look_at_credentials: () => aLook(),
    cancel_look: () => null as never,
    reveal_field: ({ index }) => ({ index, value: VALUE, hideAt: later(seconds() + 30) }),
    copy_field: ({ index }) => ({ index, clearsAt: later(seconds() + 10) }),
    end_look: () => null as never,
    clear_clipboard: () => null as never,
    activate_profile: () => aSimulator(),
    ...answers,
  });
  const console = createConsole(new Clock(() => now));
  await console.session.read();
  await console.notices.begin();
  console.router.go({ name: "services", id: "1001" });
  const shown = render(LookDialog, {
    props: { serviceId: "1001", open: true },
    context: consoleContext(console),
  } as never);
  const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
  return { ...shown, host, console, user };
}

/** Seconds since the test began, for times of the host. */
const seconds = () => (now.getTime() - NOW.getTime()) / 1000;

async function read(answers: Answers = {}) {
  const opened = await open(answers);
  const { user, findByLabelText, findByRole } = opened;
  await user.type(await findByLabelText(/In your own words/), REASON);
  await user.click(await findByRole("button", { name: "Read access data" }));
  await findByRole("list", { name: "Access data" });
  return opened;
}

/** The value is nowhere: not in the page, not in what is said, not in what the window holds. */
function expectGone(console: object) {
  expect(document.documentElement.outerHTML).not.toContain(VALUE);
  const seen = new Set<unknown>();
  const walk = (thing: unknown): void => {
    if (typeof thing === "string") expect(thing).not.toContain(VALUE);
    if (typeof thing !== "object" || thing === null || seen.has(thing)) return;
    seen.add(thing);
    for (const key of Reflect.ownKeys(thing)) {
      walk((thing as Record<PropertyKey, unknown>)[key]);
    }
  };
  walk(console);
}

describe("before the call", () => {
  test("it is said what it leaves behind and what it costs", async () => {
    const { findByRole, host } = await open();
    const dialog = await findByRole("dialog", { name: "Show access data" });
    await waitFor(() => expect(dialog.textContent).toContain("credentials.read"));
    const text = dialog.textContent?.replace(/\s+/g, " ");
    expect(text).toContain("may mail the account owner");
    expect(text).toContain("1 entry at KernelHost, here 1 before and 1 after");
    expect(dialog.textContent).toContain("No look from this computer yet.");
    expect(host.names()).not.toContain("look_at_credentials");
  });

  test("a reason is asked for, long enough to say something", async () => {
    const { user, findByLabelText, findByRole, findByText, host } = await open();
    await user.type(await findByLabelText(/In your own words/), "short");
    await user.click(await findByRole("button", { name: "Customer asked" }));
    await user.click(await findByRole("button", { name: "Read access data" }));
    await findByText(/At least 8 characters, so that/);
    expect(host.names()).not.toContain("look_at_credentials");
    await user.type(await findByLabelText(/In your own words/), "er than before");
    await user.keyboard("{Enter}");
    await findByRole("list", { name: "Access data" });
    const asked = host.asked.find((one) => one.name === "look_at_credentials");
    expect(asked?.args).toEqual({
      request: { serviceId: "1001", reason: "Customer asked: shorter than before" },
    });
  });

  test("a key without the scope sees why and what to do", async () => {
    const { findByRole, queryByRole } = await open({
      look_plan: () => aLookPlan({ blocked: anError("credentials.missing_scope") }),
    });
    const dialog = await findByRole("dialog");
    await waitFor(() => expect(dialog.textContent).toContain("it lacks read:credentials"));
    expect(dialog.textContent).toContain("What to do");
    expect(queryByRole("button", { name: "Read access data" })).toBeNull();
  });

  test("without a line it is said that the look may fail", async () => {
    const { findByText, findByRole, console } = await open({
      connection: () => aConnection({ state: "offline" }),
    });
    await console.connection.read();
    await findByText("KernelHost was not reached the last time.");
    await findByRole("button", { name: "Check, 1 call" });
  });

  test("a failure says whether KernelHost has it on record", async () => {
    for (const [code, words] of [
      ["network.answer_timeout", "Probably recorded at KernelHost"],
      ["store.full", "Not recorded at KernelHost, because nothing reached it"],
      ["refused.missing_scope", "is not documented"],
    ] as const) {
      const { user, findByLabelText, findByText, unmount } = await open({
        look_at_credentials: () => {
          throw anError(code);
        },
      });
      await user.type(await findByLabelText(/In your own words/), `${REASON}{Enter}`);
      await findByText(new RegExp(words));
      unmount();
    }
  });

  test("losing the focus closes nothing yet: the reason may be in another window", async () => {
    const { findByRole, queryByRole } = await open();
    await findByRole("dialog");
    window.dispatchEvent(new Event("blur"));
    await pass(1);
    expect(queryByRole("dialog")).not.toBeNull();
  });
});

describe("an open look", () => {
  test("shows what is no secret, and masks the rest by a fixed length", async () => {
    const { getByText, getAllByRole } = await read();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Show Password");
    getByText("203.0.113.23");
    getByText("01KAT6Y4HV3W");
    const masks = getAllByRole("img", { name: "hidden" });
    expect(new Set(masks.map((mask) => mask.textContent))).toEqual(new Set(["••••••••••••"]));
    expect(masks).toHaveLength(2);
  });

  test("shows one value at a time, for thirty seconds, and then nowhere", async () => {
    const { user, findByText, findByRole, queryByText, console } = await read();
    await user.click(await findByRole("button", { name: "Show Password" }));
    await findByText(VALUE);
    expect(console.announcer.polite).not.toContain(VALUE);
    await findByRole("timer", { name: "Hidden in 30 seconds" });
    await pass(20);
    await findByRole("timer", { name: "Hidden in 10 seconds" });
    await user.click(await findByRole("button", { name: "Show vnc_password" }));
    await waitFor(() => expect(document.querySelectorAll(".secret")).toHaveLength(1));
    await findByRole("button", { name: "Show Password" });
    await findByRole("button", { name: "Hide vnc_password" });
    await pass(31);
    await waitFor(() => expect(queryByText(VALUE)).toBeNull());
    expectGone(console);
  });

  test("hides at once by its button", async () => {
    const { user, findByText, findByRole, queryByText, console } = await read();
    await user.click(await findByRole("button", { name: "Show Password" }));
    await findByText(VALUE);
    await user.click(await findByRole("button", { name: "Hide Password" }));
    expect(queryByText(VALUE)).toBeNull();
    expectGone(console);
  });

  test("a value cannot be selected, dragged or translated", async () => {
    const { user, findByText, findByRole } = await read();
    await user.click(await findByRole("button", { name: "Show Password" }));
    const shown = await findByText(VALUE);
    expect(shown.getAttribute("draggable")).toBe("false");
    expect(shown.getAttribute("spellcheck")).toBe("false");
    expect(shown.closest("[translate=no]")).not.toBeNull();
    expect(shown.hasAttribute("title")).toBe(false);
    expect(shown.hasAttribute("aria-label")).toBe(false);
  });

  test("copies in the host, counts down, and clears when told", async () => {
    const { user, findByText, findByRole, queryByText, host, console } = await read();
    await user.click(await findByRole("button", { name: /Copy Password/ }));
    await findByText(/The clipboard is cleared in 10 s/);
    expect(host.names()).toContain("copy_field");
    expect(host.names()).not.toContain("reveal_field");
    await pass(3);
    await findByText(/The clipboard is cleared in 7 s/);
    await user.click(await findByRole("button", { name: "Clear now" }));
    expect(host.names()).toContain("clear_clipboard");
    await waitFor(() => expect(queryByText(/The clipboard is cleared in/)).toBeNull());
    await user.click(await findByRole("button", { name: /Copy Password/ }));
    await findByText(/Password copied/);
    expect(console.announcer.polite).not.toContain("clipboard is cleared");
    host.tell("clipboardCleared");
    await waitFor(() => expect(queryByText(/Password copied/)).toBeNull());
    expect(console.announcer.polite).toContain("clipboard is cleared");
  });

  test("says so where the clipboard holds something else by now", async () => {
    const { user, findByText, findByRole, queryByText, host, console } = await read();
    await user.click(await findByRole("button", { name: /Copy Password/ }));
    await findByText(/Password copied/);
    host.tell("clipboardTaken");
    await waitFor(() => expect(queryByText(/Password copied/)).toBeNull());
    expect(console.announcer.polite).toContain("left as it is");
  });
});

describe("a question that is given up", () => {
  test("is told to the host once, where a person closes it", async () => {
    const { user, findByRole, host } = await open();
    await user.click(await findByRole("button", { name: /^Cancel/ }));
    await waitFor(() => expect(host.names()).toContain("cancel_look"));
    expect(host.asked.at(-1)?.args).toEqual({ service: "1001" });
  });

  test("is told nobody where one goes elsewhere, or where it was asked", async () => {
    const gone = await open();
    await gone.findByRole("button", { name: /^Cancel/ });
    gone.console.router.go({ name: "overview" });
    await waitFor(() => expect(gone.queryByRole("dialog")).toBeNull());
    expect(gone.host.names()).not.toContain("cancel_look");
    gone.unmount();
    const asked = await read();
    await asked.user.click(await asked.findByRole("button", { name: /^Close/ }));
    expect(asked.host.names()).not.toContain("cancel_look");
  });
});

describe("a look ends, here and in the host,", () => {
  const ends: [string, (opened: Awaited<ReturnType<typeof read>>) => unknown][] = [
    ["when the window loses the focus", () => window.dispatchEvent(new Event("blur"))],
    [
      "when the window is hidden",
      () => {
        vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
        document.dispatchEvent(new Event("visibilitychange"));
      },
    ],
    ["by Escape", ({ user }) => user.keyboard("{Escape}")],
    [
      "when another service is chosen",
      ({ console }) => console.router.go({ name: "services", id: "7" }),
    ],
    [
      "when another place is opened",
      ({ console }) => console.router.go({ name: "audit", seq: null }),
    ],
    [
      "when another profile is chosen",
      ({ host, console }) => {
        host.answer({
          start: () => aStart({ profiles: [aProfile(), aSimulator()], active: "p2" }),
        });
        return console.session.activate("p2");
      },
    ],
    ["when the service goes away", ({ unmount }) => unmount()],
  ];
  for (const [when, act] of ends) {
    test(when, async () => {
      const opened = await read();
      const { user, findByText, findByRole, queryByRole, host, console } = opened;
      await user.click(await findByRole("button", { name: "Show Password" }));
      await findByText(VALUE);
      await act(opened);
      await waitFor(() => expect(queryByRole("dialog")).toBeNull());
      const ended = host.asked.filter((one) => one.name === "end_look");
      expect(ended.map((one) => one.args)).toEqual([{ look: "look-1" }]);
      expectGone(console);
    });
  }

  test("when the host says so, and says that it is over", async () => {
    const { user, findByText, findByRole, queryByText, host, console } = await read();
    await user.click(await findByRole("button", { name: "Show Password" }));
    await findByText(VALUE);
    host.tell("lookEnded", { id: "look-other" });
    expect(queryByText(VALUE)).not.toBeNull();
    host.tell("lookEnded", { id: "look-1" });
    await findByText("The look has ended.");
    expectGone(console);
  });

  test("when its time is over", async () => {
    const { findByText } = await read({ look_at_credentials: () => aLook({ endsAt: later(5) }) });
    await pass(6);
    await findByText("The look has ended.");
  });

  test("when its answer comes to a window that is not in front", async () => {
    let answer: (look: ReturnType<typeof aLook>) => void = () => undefined;
    const { user, findByLabelText, findByText, host } = await open({
      look_at_credentials: () => new Promise((resolve) => (answer = resolve)),
    });
    await user.type(await findByLabelText(/In your own words/), `${REASON}{Enter}`);
    window.dispatchEvent(new Event("blur"));
    answer(aLook());
    await findByText("Read, and closed at once.");
    expect(host.names()).toContain("end_look");
  });
});

test("a value that comes after its look has ended is not shown", async () => {
  let answer: (value: { index: number; value: string; hideAt: string }) => void = () => undefined;
  const { user, findByRole, host, console } = await read({
    reveal_field: () => new Promise((resolve) => (answer = resolve)),
  });
  await user.click(await findByRole("button", { name: "Show Password" }));
  host.tell("lookEnded", { id: "look-1" });
  answer({ index: 1, value: VALUE, hideAt: later(30) });
  await pass(1);
  expectGone(console);
});
