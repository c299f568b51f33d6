// The audit chain as a person meets it: the verdict, the list, one entry, the
// export, and a chain that is broken.
import { render, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { anAudit, anAuditRow, anEntry, aVerdict, later } from "../../test/audit";
import { fakeHost, type Answers } from "../../test/host";
import { stillConsole } from "../../test/show";
import { anError, aStart } from "../../test/views";
import type { AuditQuery, ExportView } from "~/bindings";
import { consoleContext } from "~/state/console";

import Audit from "./Audit.svelte";

const EXPORT: ExportView = {
  path: "/data/a b/audit.jsonl",
  fileName: "audit.jsonl",
  rows: 120,
  bytes: 48_211,
  sha256: "9c".repeat(32),
};

/** A window wide enough for the list and the panel. */
function wide(is: boolean) {
  vi.spyOn(window, "matchMedia").mockImplementation((query) => {
    const list = new EventTarget() as MediaQueryList;
    return Object.assign(list, { matches: is && query.includes("min-width"), media: query });
  });
}
beforeEach(() => wide(true));

async function open(answers: Answers = {}, seq: number | null = null) {
  const host = fakeHost({
    start: () => aStart(),
    audit: ({ query }) => anAudit(120, query.offset),
    audit_entry: ({ seq }) => anEntry(seq),
    verify_audit: () => aVerdict(),
    cancel_verify: () => null as never,
    export_audit: () => EXPORT,
    show_downloads: () => null as never,
    ...answers,
  });
  const console = stillConsole();
  await console.session.read();
  await console.notices.begin();
  console.router.reset({ name: "audit", seq });
  const shown = render(Audit, { context: consoleContext(console) });
  return { ...shown, host, console, user: userEvent.setup() };
}

describe("the verdict", () => {
  test("heads the place and says what it rests on", async () => {
    const { findByRole } = await open();
    await findByRole("heading", { name: "The chain is whole" });
    const checks = await findByRole("list", { name: "What was checked" });
    expect(checks.textContent).toContain("Each entry seals the one before it");
    expect(checks.textContent).toContain("Head and count match the keychain’s copy");
  });

  test("is asked for, shows how far it has come, and is announced", async () => {
    let answer: (verdict: ReturnType<typeof aVerdict>) => void = () => undefined;
    const unchecked = aVerdict({ state: "notChecked", checkedAt: null, from: null, to: null });
    const { findByRole, findByText, user, host, console } = await open({
      audit: ({ query }) => anAudit(120, query.offset, { verdict: unchecked }),
      verify_audit: () => new Promise((resolve) => (answer = resolve)),
    });
    await user.click(await findByRole("button", { name: "Verify the chain" }));
    host.tell("audit", { work: { done: 60, total: 120 } });
    await findByText("60 of 120");
    expect(await findByRole("progressbar", { name: "Entries checked" })).toBeTruthy();
    await user.click(await findByRole("button", { name: "Stop the check" }));
    expect(host.names()).toContain("cancel_verify");
    answer(aVerdict({ entries: 120 }));
    await findByRole("heading", { name: "The chain is whole" });
    expect(console.announcer.polite).toContain("The chain is whole");
  });

  test("that could not be found keeps the list and says why", async () => {
    const { findByRole, findByText, user } = await open({
      verify_audit: () => {
        throw anError("audit.busy");
      },
    });
    await user.click(await findByRole("button", { name: "Verify again" }));
    await findByText("The chain is being checked already.");
    await findByRole("table", { name: "Entries of the audit chain" });
  });

  test("that was stopped is no error", async () => {
    const { findByRole, queryByRole, user, console } = await open({
      verify_audit: () => {
        throw anError("audit.check_cancelled");
      },
    });
    await user.click(await findByRole("button", { name: "Verify again" }));
    await waitFor(() => expect(console.announcer.polite).toContain("The check was stopped"));
    expect(queryByRole("alert")).toBeNull();
  });

  test("without a keychain it is said what would not show", async () => {
    const { findByText } = await open({
      audit: ({ query }) =>
        anAudit(120, query.offset, { sealed: false, trouble: "audit.not_ready" }),
    });
    await findByText("Head and count are not in the keychain.");
    await findByText(/its key is in memory only/);
  });
});

describe("a broken chain", () => {
  const broken = (why: string, firstBad = 100) =>
    aVerdict({ state: "broken", entries: 120, firstBad, why });
  const answers = (why: string): Answers => ({
    audit: ({ query }) => anAudit(120, query.offset, { verdict: broken(why) }),
    verify_audit: () => broken(why),
  });

  test("names the first bad entry, marks it, and leaves the hand where it is", async () => {
    const { findByRole, findByText, findByLabelText } = await open(answers("altered"));
    await findByRole("heading", { name: "The chain is broken at entry 100" });
    await findByText("Entry 100 is not what was written: its seal does not fit.");
    const sign = await findByLabelText("First bad entry");
    expect(sign.closest("[data-row]")?.textContent).toContain("100");
    await waitFor(() => expect(document.activeElement?.closest("[data-row]")).toBeNull());
  });

  test("is said at once when the check finds it", async () => {
    const { findByRole, user, console } = await open({
      ...answers("missing"),
      audit: ({ query }) => anAudit(120, query.offset),
    });
    await user.click(await findByRole("button", { name: "Verify again" }));
    await waitFor(() =>
      expect(console.announcer.assertive).toContain("The chain is broken at entry 100"),
    );
  });

  test("opens the first bad entry on request, with the warning beside its facts", async () => {
    const { findByRole, findByText, user, console } = await open(answers("altered"));
    await user.click(await findByRole("button", { name: "Show entry 100" }));
    await waitFor(() => expect(console.router.route).toEqual({ name: "audit", seq: 100 }));
    await findByText(/The check names this as the first bad entry/);
  });

  test("a new section wants a reason and the entry typed", async () => {
    let reason = "";
    const { findByRole, queryByRole, user, host } = await open({
      ...answers("altered"),
      begin_audit_section: (args) => {
        reason = args.reason;
        return aVerdict({ state: "partly", entries: 121, notCheckable: 100 });
      },
    });
    await user.click(await findByRole("button", { name: "Begin a new section…" }));
    const dialog = await findByRole("dialog");
    const act = within(dialog).getByRole("button", { name: "Begin the section" });
    await user.type(within(dialog).getByLabelText(/Reason/), "restored from a backup");
    await user.type(within(dialog).getByLabelText(/Type/), "entry 10");
    expect((act as HTMLButtonElement).disabled).toBe(true);
    expect(host.names()).not.toContain("begin_audit_section");
    await user.type(within(dialog).getByLabelText(/Type/), "0");
    await user.click(act);
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(reason).toBe("restored from a backup");
    await findByRole("heading", { name: "Whole as far as it can be checked" });
  });
});

describe("the list", () => {
  test("shows what was done, on what, how it ended, and its seal", async () => {
    const { findByRole } = await open({
      audit: () =>
        anAudit(3, 0, {
          rows: [
            anAuditRow(3, { act: "service.terminate", outcome: "cancelled", requestId: null }),
            anAuditRow(2, { act: "future.thing", targetName: "<img src=x onerror=alert(1)>" }),
            anAuditRow(1, { act: "chain.begun", targetName: null, target: null, requestId: null }),
          ],
        }),
    });
    const table = await findByRole("table", { name: "Entries of the audit chain" });
    await waitFor(() => expect(table.textContent).toContain("Terminate"));
    expect(table.textContent).toContain("Cancelled");
    expect(table.textContent).toContain("not sent");
    expect(table.textContent).toContain("“future.thing”");
    expect(table.textContent).toContain("<img src=x onerror=alert(1)>");
    expect(table.querySelector("img")).toBeNull();
    expect(table.textContent).toContain("local");
    expect(table.textContent).toContain("e1a7…");
  });

  test("is narrowed by words, kind, period and what was stopped, and cleared", async () => {
    const queries: AuditQuery[] = [];
    const { findByRole, user } = await open({
      audit: ({ query }) => {
        queries.push(query);
        const narrowed = query.search !== "" || query.stoppedOnly;
        return narrowed ? anAudit(120, 0, { total: 0, rows: [] }) : anAudit(120, query.offset);
      },
    });
    const last = () => queries.filter((query) => query.limit > 1).at(-1);
    await user.click(await findByRole("button", { name: /Refused, cancelled or failed 31/ }));
    await findByRole("heading", { name: "No entry matches" });
    expect(last()).toMatchObject({ stoppedOnly: true, offset: 0 });
    await user.type(await findByRole("searchbox"), "ord-");
    expect(last()).toMatchObject({ search: "ord-" });
    await user.click(await findByRole("button", { name: "Clear the filter" }));
    await findByRole("table", { name: "Entries of the audit chain" });
    expect(last()).toMatchObject({ stoppedOnly: false, search: "", group: null, since: null });
  });

  test("opens an entry by Enter and closes it by Escape, back on its row", async () => {
    const { findByRole, findByText, user, console } = await open();
    const table = await findByRole("table", { name: "Entries of the audit chain" });
    await waitFor(() => expect(within(table).getByText("120")).toBeTruthy());
    within(table).getByText("120").closest<HTMLElement>("[data-row]")?.focus();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(console.router.route).toEqual({ name: "audit", seq: 119 });
    await findByText("Entry 119");
    expect(console.announcer.polite).toContain("Entry 119, Order, Done");
    await user.keyboard("{Escape}");
    expect(console.router.route).toEqual({ name: "audit", seq: null });
    await waitFor(() => expect(document.activeElement?.textContent).toContain("119"));
  });

  test("an empty chain teaches what will stand there", async () => {
    const { findByRole } = await open({
      audit: () => anAudit(0, 0, { verdict: aVerdict({ entries: 0, from: null, to: null }) }),
    });
    await findByRole("heading", { name: "Nothing is recorded yet" });
  });
});

test("a narrow window has the export behind a button, in the place of the entry", async () => {
  wide(false);
  const { findByRole, queryByRole, user } = await open({}, 77);
  await findByRole("list", { name: "Seals" });
  expect(queryByRole("button", { name: "Export 120 entries" })).toBeNull();
  await user.click(await findByRole("button", { name: "Close the entry" }));
  await user.click(await findByRole("button", { name: "Export…" }));
  await findByRole("button", { name: "Export 120 entries" });
  expect(queryByRole("list", { name: "Seals" })).toBeNull();
  await user.click(await findByRole("button", { name: "Close the export" }));
  expect(queryByRole("button", { name: "Export 120 entries" })).toBeNull();
});

describe("one entry", () => {
  test("shows all its facts and the seals it stands between", async () => {
    const { findByText, findByRole, user, console } = await open(
      {
        audit_entry: ({ seq }) =>
          anEntry(seq, {
            row: anAuditRow(seq, { outcome: "unknown", requestId: null }),
            reason: "Customer asked: ticket 2291",
            code: "network.answer_timeout",
          }),
      },
      77,
    );
    await findByText("Customer asked: ticket 2291");
    await findByText("network.answer_timeout");
    await findByText("ord-01KAT6VK");
    const seals = await findByRole("list", { name: "Seals" });
    expect(seals.textContent).toContain("aaaa aaaa … aaaa");
    expect(seals.textContent).toContain("bbbb bbbb … bbbb");
    await user.click(within(seals).getByRole("button", { name: "Open entry 78" }));
    expect(console.router.route).toEqual({ name: "audit", seq: 78 });
  });

  test("that is not there says so", async () => {
    const { findByText } = await open(
      {
        audit_entry: () => {
          throw anError("store.not_found");
        },
      },
      9999,
    );
    await findByText("The journal has no such entry.");
  });
});

describe("the export", () => {
  test("covers the period and no other filter, says what it made and how to check it", async () => {
    const { findByRole, findByText, user, host } = await open();
    await user.click(await findByRole("button", { name: /Refused, cancelled or failed/ }));
    await user.click(await findByRole("button", { name: "Export 120 entries" }));
    await findByText("audit.jsonl");
    const asked = host.asked.find((one) => one.name === "export_audit");
    expect(asked?.args).toMatchObject({
      query: { stoppedOnly: false, search: "", group: null, since: null, until: null },
    });
    await findByText("kernelhost-console --verify-audit '/data/a b/audit.jsonl'");
    await user.click(await findByRole("button", { name: "Show the folder" }));
    expect(host.names()).toContain("show_downloads");
  });
});

test("a notice of the host has the list read again, one of progress does not", async () => {
  const { findByRole, host } = await open();
  await findByRole("heading", { name: "The chain is whole" });
  await waitFor(() => expect(host.names().filter((name) => name === "audit")).toHaveLength(2));
  host.tell("audit", { work: { done: 1, total: 2 } });
  expect(host.names().filter((name) => name === "audit")).toHaveLength(2);
  host.answer({
    audit: () => anAudit(121, 0, { verdict: aVerdict({ checkedAt: later(60) }) }),
  });
  host.tell("audit");
  await findByRole("button", { name: "Export 121 entries" });
});
