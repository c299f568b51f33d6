// The reconciliation as a person finds it: by role and by label, with the host
// faked at the wire.
import { waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import type { Route } from "~/state/router.svelte";

import { aFinding, aReconciliation } from "../../test/money";
import { openPlace as open } from "../../test/place";
import { anError } from "../../test/views";

const HOSTILE = "<img src=x onerror=alert(1)> {{7*7}}";

beforeEach(() => window.localStorage.clear());

describe("the reconciliation", () => {
  const here: Route = { name: "reconciliation" };

  test("that found nothing teaches what it does", async () => {
    const { findByText, getByText } = await open(here);
    expect(await findByText("Everything agrees")).toBeTruthy();
    expect(getByText(/compared with the services, invoices and credit/)).toBeTruthy();
  });

  test("settles a finding with a note and takes it up again", async () => {
    const finding = aFinding({ service: { id: "1099", name: HOSTILE } });
    const settled = { ...finding, settledAt: "2026-11-23T08:24:00Z", note: "Bought by Jana" };
    const { host, findByRole, findByText, getByText, queryByRole, user } = await open(here, {
      reconciliation: () => aReconciliation({ findings: [finding] }),
      settle_finding: () => aReconciliation({ settled: [settled] }),
      reopen_finding: () => aReconciliation({ findings: [finding] }),
    });
    const list = await findByRole("list", { name: "What does not agree" });
    expect(list.querySelector("img")).toBeNull();
    await user.click(within(list).getByRole("button", { name: /^Settle…/ }));
    const asks = await findByRole("dialog", { name: "Settle this finding?" });
    await user.click(within(asks).getByRole("button", { name: "Settle it" }));
    expect(host.names()).not.toContain("settle_finding");
    await user.type(
      within(asks).getByRole("textbox", { name: /What explains it/ }),
      "Bought by Jana{Enter}",
    );
    expect(host.asked.at(-1)).toEqual({
      name: "settle_finding",
      args: { id: "f1", note: "Bought by Jana" },
    });
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    await user.click(getByText("Settled, 1"));
    expect(getByText("Bought by Jana")).toBeTruthy();
    await user.click(await findByRole("button", { name: /^Take up again/ }));
    expect(host.asked.at(-1)).toEqual({ name: "reopen_finding", args: { id: "f1" } });
    expect(await findByText("One thing does not agree")).toBeTruthy();
  });

  test("reads all three anew when asked, and keeps what it had when that fails", async () => {
    const { host, findByRole, findByText, user } = await open(here, {
      reconciliation: () => aReconciliation({ findings: [aFinding()] }),
      reconcile: () => {
        throw anError("network.connect_failed");
      },
    });
    await user.click(await findByRole("button", { name: "Check again, 3 calls or more" }));
    expect(host.names()).toContain("reconcile");
    expect(await findByText("network.connect_failed")).toBeTruthy();
    expect(await findByText("One thing does not agree")).toBeTruthy();
  });

  test("says what it could not judge", async () => {
    const { findByText } = await open(here, {
      reconciliation: () =>
        aReconciliation({
          basis: {
            servicesAt: null,
            invoicesAt: "2026-11-23T08:20:00Z",
            creditAt: null,
            ordersCount: 3,
            complete: false,
          },
        }),
    });
    expect(await findByText(/Missing: the services, the credit/)).toBeTruthy();
  });

  test("is a tab of the orders that keeps the place", async () => {
    const { console, findByRole, user } = await open({ name: "orders" });
    const key = console.router.key;
    await user.click(await findByRole("tab", { name: /Reconciliation/ }));
    expect(console.router.route).toEqual(here);
    expect(console.router.key).toBe(key);
    await user.click(await findByRole("tab", { name: /^All/ }));
    expect(console.router.route).toEqual({ name: "orders" });
  });
});
