import { within } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, test, vi } from "vitest";

import { fakeHost, type Answers } from "../../test/host";
import { aPage, aService, aServiceRow, aSync, manyServices } from "../../test/services";
import { NOW, show, stillConsole } from "../../test/show";
import { anError, aProfile, aStart } from "../../test/views";
import type { ServiceRow, ServicesView } from "~/bindings";

import Services from "./Services.svelte";

async function opened(rows: ServiceRow[], part: Partial<ServicesView> = {}, answers: Answers = {}) {
  const host = fakeHost({
    start: () => aStart(),
    services: ({ query }) => aPage(rows, query, part),
    service: ({ id }) => aService({ row: rows.find((row) => row.id === id) ?? aServiceRow() }),
    ...answers,
  });
  const console = stillConsole();
  await console.notices.begin();
  await console.session.read();
  console.router.go({ name: "services", id: null });
  const shown = show(Services, {}, console);
  await vi.waitFor(() => expect(console.services.view).not.toBeNull());
  await tick();
  return { host, ...shown };
}

/** What was asked of the list, oldest first. */
const queries = (host: { asked: { name: string; args: unknown }[] }) =>
  host.asked
    .filter((one) => one.name === "services")
    .map((one) => (one.args as { query: Record<string, unknown> }).query);

describe("the list of services", () => {
  test("has its views as tabs with counters, and tells its age", async () => {
    const { getByRole, getByText } = await opened(manyServices(3), { dueSoon: 2, needsLook: 1 });
    expect(getByRole("tab", { name: "All 3" })).toBeTruthy();
    expect(getByRole("tab", { name: "Due in 7 days 2" })).toBeTruthy();
    expect(getByRole("tab", { name: "Needs a look 1" })).toBeTruthy();
    expect(getByText(/list as of/)).toBeTruthy();
  });

  test("asks with each letter and marks what was found", async () => {
    const { host, getByRole, user, container } = await opened(manyServices(3));
    await user.keyboard("/");
    expect(document.activeElement).toBe(getByRole("searchbox"));
    await user.keyboard("web");
    expect(queries(host).map((query) => query.search)).toEqual(["", "w", "we", "web"]);
    await tick();
    expect(container.querySelector("mark")?.textContent).toBe("web");
  });

  test("draws nothing of a row at a key, only when the answer is there", async () => {
    let answer: (() => void) | undefined;
    const { host, getByRole, user, container } = await opened(manyServices(3));
    host.answer({
      services: async ({ query }) => {
        await new Promise<void>((resolve) => (answer = resolve));
        return aPage(manyServices(2), query);
      },
    });
    const changes: MutationRecord[] = [];
    const watcher = new MutationObserver((seen) => changes.push(...seen));
    watcher.observe(getByRole("grid"), {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    await user.type(getByRole("searchbox"), "w");
    await tick();
    expect(changes.concat(watcher.takeRecords())).toEqual([]);
    answer?.();
    await vi.waitFor(() => expect(container.querySelector("mark")?.textContent).toBe("w"));
    watcher.disconnect();
  });

  test("keeps the old rows while new ones are awaited, and drops late answers", async () => {
    let slow: (() => void) | undefined;
    const { host, getByRole, findByText, queryByText, user } = await opened([
      aServiceRow({ name: "older" }),
    ]);
    host.answer({
      services: async ({ query }) => {
        if (query.search === "a") await new Promise<void>((resolve) => (slow = resolve));
        return aPage([aServiceRow({ id: "1", name: `found-${query.search}` })], query);
      },
    });
    await user.type(getByRole("searchbox"), "a");
    expect(queryByText("older")).toBeTruthy();
    await user.type(getByRole("searchbox"), "b");
    await findByText("found-", { exact: false });
    slow?.();
    await tick();
    await tick();
    expect(queryByText("older")).toBeNull();
    expect(getByRole("grid").textContent).toContain("found-ab");
  });

  test("sorts by a head, and the other way", async () => {
    const { host, getByRole, user } = await opened(manyServices(3));
    await user.click(getByRole("button", { name: "Due" }));
    await user.click(getByRole("button", { name: "Due" }));
    expect(
      queries(host).map(({ sort, direction }) => `${String(sort)} ${String(direction)}`),
    ).toEqual(["name up", "due up", "due down"]);
  });

  test("says not visible, and never deleted", async () => {
    const { getByRole, container } = await opened([
      aServiceRow({ missingSince: "2026-11-20T08:00:00Z" }),
    ]);
    expect(getByRole("grid").textContent).toContain("Not visible");
    expect(container.textContent).not.toMatch(/deleted|gone for good/i);
  });

  test("shows an action without an outcome before the state", async () => {
    const { getByRole } = await opened([aServiceRow({ acting: "reboot", unknown: true })]);
    expect(getByRole("grid").textContent).toContain("Reboot unknown");
  });

  test("shows a word it does not know as it came, in quotes", async () => {
    const { getByText } = await opened([
      aServiceRow({ condition: "unknown", statusRaw: "<b>frozen</b>" }),
    ]);
    expect(getByText("“<b>frozen</b>”")).toBeTruthy();
  });
});

describe("reading the list", () => {
  test("that was never read is taught, and asked for with its price", async () => {
    const { host, getByRole, getByText, user } = await opened(
      [],
      { sync: aSync({ wholeAt: null }) },
      { refresh_services: () => null as never },
    );
    expect(getByText(/one call for each hundred/)).toBeTruthy();
    await user.click(getByRole("button", { name: "Read the services" }));
    expect(host.names()).toContain("refresh_services");
  });

  test("tells how far it has come, from notices and without asking for it", async () => {
    const { host, findByText, getByRole } = await opened(manyServices(40), {
      sync: aSync({ running: true, done: 100, total: 1240, wholeAt: null }),
    });
    expect(await findByText("100 of 1,240", { exact: false })).toBeTruthy();
    const before = queries(host).length;
    host.tell("services", { profileId: "p1", work: { done: 300, total: 1240 } });
    expect(await findByText("300 of 1,240", { exact: false })).toBeTruthy();
    expect(queries(host)).toHaveLength(before);
    expect(getByRole("progressbar").getAttribute("aria-valuenow")).toBe("24");
  });

  test("that failed leaves the rows and says why", async () => {
    const { getByRole, getByText } = await opened(manyServices(2), {
      sync: aSync({ error: anError("network.connect_failed"), wholeAt: before(26 * 60) }),
    });
    expect(getByText(/was not reached/)).toBeTruthy();
    expect(getByRole("grid").textContent).toContain("web-0");
    expect(getByText(/1 day old/)).toBeTruthy();
  });

  test("of an account without a service leads to the catalogue", async () => {
    const { getByRole, console, user } = await opened([]);
    await user.click(getByRole("button", { name: "Open the catalogue" }));
    expect(console.router.route.name).toBe("catalogue");
  });

  test("that matches nothing offers to clear the filter", async () => {
    const { getByRole, host, user, findByText } = await opened(manyServices(2));
    host.answer({ services: ({ query }) => aPage([], query, { all: 2, current: 2 }) });
    await user.type(getByRole("searchbox"), "x");
    await findByText("No service matches");
    await user.click(getByRole("button", { name: "Clear the filter" }));
    expect(queries(host).at(-1)?.search).toBe("");
  });
});

describe("selecting services", () => {
  test("counts them and copies their addresses, one on a line", async () => {
    const { getByRole, user, console } = await opened(manyServices(5));
    await user.click(getByRole("checkbox", { name: "Select web-1.example" }));
    await user.click(getByRole("checkbox", { name: "Select web-3.example" }));
    const bar = getByRole("region", { name: "Selected services" });
    expect(bar.textContent).toContain("2 selected");
    await user.click(within(bar).getByRole("button", { name: "Copy addresses" }));
    expect(await navigator.clipboard.readText()).toBe("203.0.113.1\n203.0.113.3");
    expect(console.announcer.polite).toContain("Copied 2 addresses");
    expect(within(bar).queryByRole("button", { name: /terminate|reinstall/i })).toBeNull();
  });

  test("takes all that match by Ctrl+A, without a list of them, and exports them by the question", async () => {
    const file = {
      path: "/data/x/services.csv",
      fileName: "services.csv",
      rows: 100_000,
      bytes: 9,
      sha256: "ab",
    };
    const { getByRole, getAllByRole, findByText, user, host } = await opened(
      manyServices(40),
      { total: 100_000, all: 100_000 },
      { export_services: () => file },
    );
    (getAllByRole("row")[1] as HTMLElement).focus();
    await user.keyboard("{Control>}a{/Control}");
    const bar = getByRole("region", { name: "Selected services" });
    expect(bar.textContent).toContain("100,000 selected");
    await user.click(within(bar).getByRole("button", { name: "Export CSV" }));
    await findByText("100,000 rows written to services.csv");
    const sent = host.asked.find((one) => one.name === "export_services")?.args as {
      selection: { ids: unknown };
    };
    expect(sent.selection.ids).toBeNull();
  });

  test("takes a range by Shift and exports exactly it", async () => {
    const { getAllByRole, getByRole, user, host } = await opened(
      manyServices(9),
      {},
      {
        export_services: () => ({ path: "", fileName: "s.csv", rows: 4, bytes: 1, sha256: "" }),
      },
    );
    const row = (n: number) => getAllByRole("row")[n + 1] as HTMLElement;
    row(2).focus();
    await user.keyboard(" ");
    await user.keyboard("{Shift>}");
    await user.click(row(5));
    await user.keyboard("{/Shift}");
    await user.click(getByRole("button", { name: "Export CSV" }));
    const sent = host.asked.find((one) => one.name === "export_services")?.args as {
      selection: { ids: string[] };
    };
    expect(sent.selection.ids).toEqual(["7002", "7003", "7004", "7005"]);
  });

  test("is dropped by Escape", async () => {
    const { getByRole, queryByRole, user } = await opened(manyServices(3));
    await user.click(getByRole("checkbox", { name: "Select web-1.example" }));
    await user.keyboard("{Escape}");
    expect(queryByRole("region", { name: "Selected services" })).toBeNull();
  });
});

describe("the open service", () => {
  test("is opened by Enter, has the focus, and is closed by Escape", async () => {
    const { getAllByRole, findByRole, queryByRole, user, console } = await opened(manyServices(3));
    (getAllByRole("row")[1] as HTMLElement).focus();
    await user.keyboard("{ArrowDown}{Enter}");
    const heading = await findByRole("heading", { name: "web-1.example" });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
    expect(console.router.route).toEqual({ name: "services", id: "7001" });
    await user.keyboard("{Escape}");
    expect(queryByRole("complementary", { name: "Service" })).toBeNull();
    await vi.waitFor(() => expect(document.activeElement?.getAttribute("aria-rowindex")).toBe("3"));
  });

  test("is not taken along into another account", async () => {
    const { console, host, unmount } = await opened(manyServices(3));
    console.router.go({ name: "services", id: "7001" });
    unmount();
    host.answer({ start: () => aStart({ profiles: [aProfile({ id: "p3" })], active: "p3" }) });
    await console.session.read();
    show(Services, {}, console);
    await vi.waitFor(() => expect(console.router.route).toEqual({ name: "services", id: null }));
    expect(console.services.count).toBe(0);
  });

  test("is left for the next one by its arrows, which keep the focus", async () => {
    const { getAllByRole, findByRole, user } = await opened(manyServices(3));
    await user.click(getAllByRole("row")[1] as HTMLElement);
    await user.click(await findByRole("button", { name: "Service after" }));
    await findByRole("heading", { name: "web-1.example" });
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute("aria-label")).toBe("Service after"),
    );
  });
});

function before(minutes: number): string {
  return new Date(NOW.getTime() - minutes * 60_000).toISOString();
}
