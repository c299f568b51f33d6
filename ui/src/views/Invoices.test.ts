// Invoices as a person meets them: which, of when, their PDFs, one in full.
import { render, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { fakeHost, type Answers } from "../../test/host";
import { anInvoice, aSync, someInvoices } from "../../test/news";
import { stillConsole } from "../../test/show";
import { aConnection, aStart, anError, anOverview, euros } from "../../test/views";
import type { InvoiceRow, InvoicesQuery } from "~/bindings";

import App from "../App.svelte";

function open(answers: Answers) {
  const host = fakeHost({
    start: () => aStart(),
    connection: () => aConnection(),
    overview: () => anOverview(),
    window_ready: () => null as never,
    window_state: () => null as never,
    ...answers,
  });
  const console = stillConsole();
  console.router.reset({ name: "invoices", id: null });
  return { ...render(App, { props: { console } }), host, console, user: userEvent.setup() };
}

const queries = (host: ReturnType<typeof fakeHost>): InvoicesQuery[] =>
  host.asked
    .filter((one) => one.name === "invoices")
    .map((one) => (one.args as { query: InvoicesQuery }).query);

test("the sums are of all that match, and say what they leave out", async () => {
  const sums = someInvoices([]).sums.map((sum) => ({ ...sum, leftOut: 2 }));
  const { findByText, findByLabelText } = open({
    invoices: () => someInvoices([anInvoice()], { total: 60, all: 60, sums }),
  });
  await findByText("60 invoices");
  await findByText(/2 cancelled or refunded, not counted/);
  const line = await findByLabelText("Sums in EUR");
  expect(line.textContent).toContain("€900.60");
  expect(line.textContent).toContain("not all state it");
});

test("a period is days of the calendar now", async () => {
  const { findByRole, host, user } = open({ invoices: () => someInvoices([anInvoice()]) });
  await user.click(await findByRole("radio", { name: "Q3 2026" }));
  await waitFor(() =>
    expect(queries(host).at(-1)).toMatchObject({ from: "2026-07-01", to: "2026-09-30" }),
  );
  await findByRole("radio", { name: "Q4" });
  await user.click(await findByRole("radio", { name: "From–to…" }));
  const from = await findByRole("textbox", { name: "From" });
  expect((from as HTMLInputElement).value).toBe("2026-07-01");
  await user.clear(from);
  await user.type(from, "2026-13-01{Enter}");
  await user.tab();
  await findByRole("alert");
  expect(queries(host).at(-1)).toMatchObject({ from: "2026-07-01" });
});

test("a PDF is fetched by a click, and is not opened by itself", async () => {
  let row: InvoiceRow = anInvoice();
  const { findByRole, host, user } = open({
    invoices: () => someInvoices([row]),
    save_invoice_pdf: () => {
      row = anInvoice({
        pdf: { state: "saved", bytes: 92_400, at: "2026-11-23T08:24:00Z", fileName: "a.pdf" },
      });
      return row;
    },
    open_invoice_pdf: () => null as never,
  });
  await user.click(await findByRole("button", { name: "Fetch the PDF of KH-2026-0927, 1 call" }));
  const opens = await findByRole("button", { name: "Open the PDF of KH-2026-0927" });
  expect(opens.closest("[role=cell]")?.textContent).toContain("92 KB");
  expect(host.names()).not.toContain("open_invoice_pdf");
  await user.click(opens);
  expect(host.names()).toContain("open_invoice_pdf");
});

test.each([
  [{ state: "gone" } as const, "Gone", "Fetch again"],
  [{ state: "changed" } as const, "Changed", "Fetch again"],
  [{ state: "failed", code: "document.not_a_pdf" } as const, "Not a PDF", "Try again"],
])("a PDF that is %o says so and can be fetched anew", async (pdf, says, act) => {
  const { findByRole } = open({ invoices: () => someInvoices([anInvoice({ pdf })]) });
  const again = await findByRole("button", { name: `${act} the PDF of KH-2026-0927, 1 call` });
  expect(again.closest("[role=cell]")?.textContent).toContain(says);
});

test("a changed file is not opened, and the reason is said", async () => {
  const pdf = { state: "saved", bytes: 10, at: "2026-11-23T08:24:00Z", fileName: "a.pdf" } as const;
  const { findByRole, findByText, user } = open({
    invoices: () => someInvoices([anInvoice({ pdf })]),
    open_invoice_pdf: () => {
      throw anError("document.changed");
    },
  });
  await user.click(await findByRole("button", { name: /^Open the PDF/ }));
  await findByText(/its hash differs/);
});

test("Enter opens an invoice beside the list, Escape leads back to its row", async () => {
  const hostile = '<img src=x onerror="alert(1)">';
  const { findByRole, queryByRole, user, container } = open({
    invoices: () => someInvoices([anInvoice({ number: hostile, orderNo: 146 })]),
  });
  const row = (await findByRole("table", { name: "Invoices" })).querySelector<HTMLElement>(
    "[data-row]",
  );
  row?.focus();
  await user.keyboard("{Enter}");
  const panel = await findByRole("complementary", { name: "Invoice" });
  await within(panel).findByRole("heading", { name: hostile });
  await within(panel).findByRole("button", { name: "Order No. 146" });
  expect(container.querySelector("img")).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(panel));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(queryByRole("complementary", { name: "Invoice" })).toBeNull());
  await waitFor(() => expect(document.activeElement?.matches("[data-row]")).toBe(true));
});

test("an invoice that a link leads to is looked for by its id", async () => {
  const { findByRole, host, console } = open({
    invoices: ({ query }) =>
      query.search === "7" ? someInvoices([anInvoice({ id: "7" })]) : someInvoices([anInvoice()]),
  });
  await findByRole("table", { name: "Invoices" });
  console.router.go({ name: "invoices", id: "7" });
  const panel = await findByRole("complementary", { name: "Invoice" });
  await within(panel).findByRole("heading", { name: "KH-2026-0927" });
  expect(queries(host).some((query) => query.search === "7")).toBe(true);
});

test("the export says how many rows, where, and opens the folder", async () => {
  const { findByRole, findByText, host, user } = open({
    invoices: () => someInvoices([anInvoice()]),
    export_invoices: () => ({
      path: "/home/someone/Downloads/invoices.csv",
      fileName: "invoices.csv",
      rows: 1,
      bytes: 240,
      sha256: "9c41aa27b1c04e07",
    }),
    show_downloads: () => null as never,
  });
  await user.click(await findByRole("button", { name: "CSV" }));
  await findByText("Saved 1 invoice as invoices.csv");
  await findByText("/home/someone/Downloads/invoices.csv");
  await user.click(await findByRole("button", { name: "Show the folder" }));
  expect(host.names()).toContain("show_downloads");
});

test("a reading under way is counted, and the old rows stay", async () => {
  const { findByText, findByRole } = open({
    invoices: () =>
      someInvoices([anInvoice()], { sync: aSync({ running: true, done: 2300, total: 4000 }) }),
  });
  await findByText("2,300 of 4,000");
  await findByRole("table", { name: "Invoices" });
});

test("nothing read yet teaches the first step and names its price", async () => {
  const { findByRole, host, user } = open({
    invoices: () => someInvoices([], { sums: [], sync: aSync({ wholeAt: null }) }),
    refresh_invoices: () => null as never,
  });
  await findByRole("heading", { name: "The invoices were not read yet" });
  await user.click(await findByRole("button", { name: "Read the invoices, 1 call or more" }));
  expect(host.names()).toContain("refresh_invoices");
});

test("hidden amounts are hidden in rows, sums and panel", async () => {
  const { findByRole, findByText, user, container } = open({
    start: () => aStart({ settings: { ...aStart().settings, hideAmounts: true } }),
    invoices: () => someInvoices([anInvoice({ total: euros("18.90") })]),
  });
  await user.click(await findByText("KH-2026-0927"));
  await findByRole("complementary", { name: "Invoice" });
  expect(container.textContent).not.toMatch(/18\.90|900\.60/);
});
