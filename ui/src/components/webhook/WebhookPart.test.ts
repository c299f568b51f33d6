// The webhook of the key: what is set, changing it, putting it back, and the
// inspector of deliveries.
import { waitFor, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { aWebhook } from "../../../test/audit";
import { fakeHost, type Answers } from "../../../test/host";
import { show, stillConsole } from "../../../test/show";
import { anError, aStart } from "../../../test/views";
import type { InspectCheck, InspectRequest } from "~/bindings";

import WebhookPart from "./WebhookPart.svelte";

async function open(answers: Answers = {}) {
  const host = fakeHost({ start: () => aStart(), webhook: () => aWebhook(), ...answers });
  const console = stillConsole();
  await console.session.read();
  await console.notices.begin();
  return { ...show(WebhookPart, {}, console), host };
}

describe("the webhook", () => {
  test("is shown with its age and whose key it is, without a call", async () => {
    const { findByText, host, container } = await open();
    await findByText("https://hooks.nordlicht.example/kh");
    expect(container.textContent).toContain("key of Nordlicht Hosting");
    expect(container.textContent).toContain("as of 09:14");
    expect(host.names()).not.toContain("read_webhook");
  });

  test("that was never read says so, and is read on request", async () => {
    const { findByText, findByRole, user } = await open({
      webhook: () => aWebhook({ known: false, url: null, readAt: null, earlier: [] }),
      read_webhook: () => aWebhook({ url: null, earlier: [] }),
    });
    await findByText("Never read from this computer.");
    await user.click(await findByRole("button", { name: "Read it, 1 call" }));
    await findByText("No URL is set.");
  });

  test("keeps what is known when the reading fails, and says why", async () => {
    const { findByText, findByRole, user } = await open({
      read_webhook: () => aWebhook({ error: anError("network.connect_failed") }),
    });
    await user.click(await findByRole("button", { name: "Read again, 1 call" }));
    await findByText("network.connect_failed");
    await findByText("https://hooks.nordlicht.example/kh");
  });

  test("missing scopes are named and stop the acts", async () => {
    const { findByText, findByRole, user, queryByRole } = await open({
      webhook: () => aWebhook({ mayRead: true, maySet: false }),
    });
    await findByText("This key may not set the webhook.");
    await user.click(await findByRole("button", { name: "Set another URL…" }));
    expect(queryByRole("dialog")).toBeNull();
  });
});

describe("changing it", () => {
  test("shows both values side by side and warns before anything is sent", async () => {
    let asked: string | null = "";
    const { findByRole, queryByRole, user, host } = await open({
      set_webhook: ({ url }) => {
        asked = url;
        return aWebhook({ url });
      },
    });
    await user.click(await findByRole("button", { name: "Set another URL…" }));
    const dialog = await findByRole("dialog", { name: "Set the webhook" });
    expect(dialog.textContent).toContain("Another system may lose its events");
    await user.type(within(dialog).getByLabelText(/URL/), " https://new.example/kh ");
    expect(dialog.textContent).toContain("https://hooks.nordlicht.example/kh");
    expect(dialog.querySelectorAll(".url")[1]?.textContent?.trim()).toBe("https://new.example/kh");
    expect(host.names()).not.toContain("set_webhook");
    await user.click(within(dialog).getByRole("button", { name: "Set the URL" }));
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(asked).toBe("https://new.example/kh");
  });

  test("a URL that is not public is refused in words, at the field", async () => {
    const { findByRole, user } = await open({
      set_webhook: () => {
        throw anError("webhook.not_public", {
          facts: { host: "intern.example", address: "10.0.0.7" },
        });
      },
    });
    await user.click(await findByRole("button", { name: "Set another URL…" }));
    const dialog = await findByRole("dialog");
    const field = within(dialog).getByLabelText(/URL/);
    await user.type(field, "https://intern.example/kh{Enter}");
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
    expect(dialog.textContent).toContain("intern.example leads to 10.0.0.7");
    expect(dialog.textContent).toContain("Nothing was sent.");
    await user.type(field, "x");
    expect(field.getAttribute("aria-invalid")).toBeNull();
  });

  test("puts an earlier URL back after the same confirmation", async () => {
    let asked: string | null = null;
    const { findByRole, queryByRole, user } = await open({
      set_webhook: ({ url }) => {
        asked = url;
        return aWebhook({ url, earlier: [] });
      },
    });
    await user.click(
      await findByRole("button", { name: "Put back https://old.nordlicht.example/kh" }),
    );
    const dialog = await findByRole("dialog", { name: "Put the earlier URL back?" });
    expect(asked).toBeNull();
    await user.click(within(dialog).getByRole("button", { name: "Put the URL back" }));
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(asked).toBe("https://old.nordlicht.example/kh");
  });

  test("unsets, and Escape leaves it as it is", async () => {
    const { findByRole, queryByRole, user, host, findByText } = await open({
      set_webhook: ({ url }) => aWebhook({ url }),
      cancel_webhook: () => null as never,
    });
    await user.click(await findByRole("button", { name: "Unset…" }));
    await findByRole("dialog", { name: "Unset the webhook?" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(host.names()).not.toContain("set_webhook");
    expect(host.asked.at(-1)).toMatchObject({ name: "cancel_webhook", args: { url: null } });
    await user.click(await findByRole("button", { name: "Unset…" }));
    await user.click(await findByRole("button", { name: "Unset the URL" }));
    await findByText("No URL is set.");
    expect(host.asked.at(-1)?.args).toEqual({ url: null });
  });
});

describe("the inspector", () => {
  const check = (
    kind: string,
    state: InspectCheck["state"],
    facts: InspectCheck["facts"] = {},
  ): InspectCheck => ({ kind, state, facts });

  async function inspect(checks: InspectCheck[], verified = false) {
    const requests: InspectRequest[] = [];
    const opened = await open({
      inspect_delivery: ({ request }) => {
        requests.push(request);
        return { verified, checks, eventType: null, eventId: null, created: null };
      },
    });
    const { findByLabelText, findByRole, user } = opened;
    await user.click(await findByLabelText("Headers"));
    await user.paste("KH-Signature: t=1,v1=00");
    await user.click(await findByLabelText("Body"));
    await user.paste('{"id":"<img onerror>"}\n');
    await user.type(await findByLabelText(/Secret/), "whsec_x");
    await user.click(await findByRole("button", { name: "Check the delivery" }));
    await findByRole("list", { name: "Checks" });
    return { ...opened, requests };
  }

  test("passes on what was pasted, byte for byte, and forgets the secret with the click", async () => {
    const { requests, findByLabelText, container } = await inspect([], true);
    expect(requests).toEqual([
      {
        headers: "KH-Signature: t=1,v1=00",
        body: '{"id":"<img onerror>"}\n',
        secret: "whsec_x",
      },
    ]);
    expect(((await findByLabelText(/Secret/)) as HTMLInputElement).value).toBe("");
    expect(container.innerHTML).not.toContain("whsec_x");
    expect(container.textContent).toContain("The delivery verifies.");
  });

  test("says for each check what was found and why not", async () => {
    const { findByRole, container } = await inspect([
      check("header", "pass", { name: "KH-Signature" }),
      check("timestamp", "fail", { why: "several", t: "1, 2" }),
      check("age", "skipped"),
      check("signature", "fail", { why: "mismatch", of: "2", secret_fits: "without_prefix" }),
      check("body", "skipped", { bytes: "88" }),
      check("event", "warn", { why: "no_id", type: "order.paid" }),
      check("later", "warn", { some: "fact" }),
    ]);
    expect(container.textContent).toContain("The delivery does not verify.");
    const rows = within(await findByRole("list", { name: "Checks" })).getAllByRole("listitem");
    const texts = rows.map((row) => row.textContent?.replace(/\s+/g, " ").trim());
    expect(texts[1]).toContain("more than one time: 1, 2");
    expect(texts[2]).toContain("Not looked at");
    expect(texts[3]).toContain("None of 2 v1 fits. It would fit without the whsec_");
    expect(texts[4]).toContain("88 bytes");
    expect(texts[5]).toContain("order.paid, without an id");
    expect(texts[6]).toContain("“later” some: fact");
  });

  test("tells a good signature that is too old apart from a wrong one", async () => {
    const { container } = await inspect([
      check("signature", "pass", { matched: "2", of: "3" }),
      check("age", "fail", { seconds: "4000", limit: "300" }),
    ]);
    expect(container.textContent).toContain("Signed well, but not for now.");
    expect(container.textContent).toContain("v1 number 2 of 3 fits.");
    expect(container.textContent).toContain("Signed 1 h 6 min ago; 300 s either way are allowed.");
  });

  test("is cleared by one button", async () => {
    const { findByLabelText, findByRole, queryByRole, user } = await inspect([], true);
    await user.click(await findByRole("button", { name: "Clear" }));
    expect(((await findByLabelText("Body")) as HTMLTextAreaElement).value).toBe("");
    expect(queryByRole("list", { name: "Checks" })).toBeNull();
  });
});
