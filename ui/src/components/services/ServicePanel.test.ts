import { within } from "@testing-library/svelte";
import { describe, expect, test, vi } from "vitest";

import { fakeHost, type Answers } from "../../../test/host";
import { ALL_ACTS, aPlan, aService, aServiceRow, anAct, anAction } from "../../../test/services";
import { NOW, show } from "../../../test/show";
import { anError, aSimulator, aStart } from "../../../test/views";
import { Clock } from "~/state/clock.svelte";
import { createConsole } from "~/state/console";
import type { ServiceView } from "~/bindings";

import ServicePanel from "./ServicePanel.svelte";

const NAME = "web-07.studio-lindqvist.example";

async function panel(service: ServiceView = aService(), answers: Answers = {}, simulated = false) {
  const host = fakeHost({
    start: () => (simulated ? aStart({ profiles: [aSimulator()], active: "p2" }) : aStart()),
    service: () => service,
    prepare_action: ({ kind }) => aPlan(kind),
    cancel_action: () => null as never,
    ...answers,
  });
  let now = NOW.getTime();
  const console = createConsole(new Clock(() => new Date(now)));
  await console.notices.begin();
  await console.session.read();
  const shown = show(
    ServicePanel,
    { id: "7001", before: false, after: true, onstep: () => undefined, onclose: () => undefined },
    console,
  );
  await shown.findByRole("heading", { name: "Facts" });
  return { host, ...shown, pass: (seconds: number) => (now += seconds * 1000) };
}

/** Opens the dialog of an act that erases or ends. */
async function danger(shown: Awaited<ReturnType<typeof panel>>, verb: string) {
  await shown.user.click(shown.getByRole("button", { name: /Reinstall, suspend, terminate/ }));
  await shown.user.click(await shown.findByRole("button", { name: `${verb}…` }));
  return within(await shown.findByRole("dialog", { name: new RegExp(`^${verb} web`) }));
}

const ran = (host: { asked: { name: string; args: unknown }[] }) =>
  host.asked
    .filter((one) => one.name === "run_action")
    .map((one) => (one.args as { request: Record<string, unknown> }).request);

describe("what is known of a service", () => {
  test("has one age and is read again by one call", async () => {
    const { getByRole, host, user, console } = await panel(aService(), {
      refresh_service: () => aService(),
    });
    await user.click(getByRole("button", { name: "Read it again, 1 call" }));
    expect(host.names()).toContain("refresh_service");
    expect(console.announcer.polite).toContain(`Read ${NAME} again`);
  });

  test("that is not visible is not called deleted", async () => {
    const { getByText, container } = await panel(
      aService({ row: aServiceRow({ missingSince: "2026-11-20T08:00:00Z" }) }),
    );
    expect(getByText(/Not visible to this key since/)).toBeTruthy();
    expect(getByText(/may exist all the same/)).toBeTruthy();
    expect(container.textContent).not.toMatch(/deleted/i);
  });

  test("has a timeline with request ids, and the untouched text without what may be secret", async () => {
    const { getByText, getByRole, getAllByRole } = await panel(
      aService({
        timeline: [
          {
            from: "2026-11-23T07:00:00Z",
            to: "2026-11-23T07:05:00Z",
            kind: "service_changed",
            facts: { fact: "power", old: "stopped", new: "running", name: "web-07" },
            source: "services_compared",
            requestId: "01KREQUEST",
          },
          {
            from: "2026-11-01T07:00:00Z",
            to: "2026-11-01T07:00:00Z",
            kind: "moon_eclipsed",
            facts: { phase: "full" },
            source: "moon",
            requestId: null,
          },
        ],
        timelineTotal: 2,
      }),
    );
    expect(getByText("stopped → running")).toBeTruthy();
    expect(getByText("01KREQUEST")).toBeTruthy();
    expect(getAllByRole("button", { name: "Copy request id" }).length).toBeGreaterThan(0);
    expect(getByText("“moon_eclipsed”")).toBeTruthy();
    expect(getByRole("region", { name: /own text/, hidden: true }).textContent).toBe('{"id":7001}');
    expect(getByText(/root_password/)).toBeTruthy();
  });

  test("takes own words, says that they are never sent, and that they are saved", async () => {
    const save = vi.fn(() => aService({ own: { name: null, customer: "Bakery", note: null } }));
    const { getByRole, getByLabelText, getByText, findByText, user, host } = await panel(
      aService(),
      { save_own_words: save },
    );
    expect(getByText("never sent")).toBeTruthy();
    await user.click(getByRole("button", { name: "Edit your own words" }));
    const field = getByLabelText(/^Customer/);
    await user.clear(field);
    await user.type(field, "Bakery");
    await user.click(getByRole("button", { name: "Save" }));
    await findByText("saved");
    expect(host.asked.find((one) => one.name === "save_own_words")?.args).toEqual({
      id: "7001",
      words: { name: null, customer: "Bakery", note: null },
    });
  });

  test("keeps hostile names text", async () => {
    const { container } = await panel(
      aService({
        row: aServiceRow({ name: "<img src=x onerror=alert(1)>", customer: "<b>x</b>" }),
      }),
    );
    expect(container.querySelector("img, b")).toBeNull();
    expect(container.textContent).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("an act that erases nothing", () => {
  test("tells its price before it is pressed, and why another cannot be pressed", async () => {
    const { getByRole, container } = await panel();
    const stop = getByRole("button", { name: "Stop" });
    const told = document.getElementById(stop.getAttribute("aria-describedby") ?? "");
    expect(told?.textContent).toContain("out of reach until it is started");
    expect(told?.textContent).toContain("goes on costing €9.90");
    expect(told?.textContent).toContain("1 call · 2 entries in the audit chain");
    const start = getByRole("button", { name: "Start" });
    expect(start.getAttribute("aria-disabled")).toBe("true");
    expect(start.title).toBe("It is running.");
    expect(container.querySelector("header")?.textContent).not.toContain("Terminate");
  });

  test("is asked about once, then sent", async () => {
    const { getByRole, findByRole, host, user, console } = await panel(aService(), {
      run_action: () => anAction("stop"),
      action: () => anAction("stop"),
    });
    await user.click(getByRole("button", { name: "Stop" }));
    const dialog = within(await findByRole("dialog", { name: /^Stop web-07/ }));
    expect(dialog.getByText(/Goes on costing €9.90/)).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Stop web-07" }));
    await vi.waitFor(() => expect(ran(host)).toHaveLength(1));
    expect(ran(host)[0]).toEqual({ plan: "plan-stop", typed: null, reason: null, fields: {} });
    expect(console.announcer.assertive).toContain("KernelHost accepted this stop");
    await findByRole("button", { name: "Stop" });
  });

  test("that starts needs no question", async () => {
    const { getByRole, host, user, queryByRole } = await panel(
      aService({ acts: [anAct("start"), ...ALL_ACTS.slice(1)] }),
      { run_action: () => anAction("start"), action: () => anAction("start") },
    );
    await user.click(getByRole("button", { name: "Start" }));
    await vi.waitFor(() => expect(ran(host)).toHaveLength(1));
    expect(queryByRole("dialog")).toBeNull();
  });

  test("that lifts a suspension takes the first place where there is one", async () => {
    const { getByRole } = await panel(
      aService({ acts: ALL_ACTS.map((act) => ({ ...act, allowed: act.kind === "unsuspend" })) }),
    );
    const acts = within(getByRole("group", { name: "Acts" })).getAllByRole("button");
    expect(acts[0]?.textContent).toContain("Unsuspend");
  });
});

describe("an act that ends the service", () => {
  test("shows fresh facts, what happens and gentler ways, and wants the name typed", async () => {
    const shown = await panel(aService(), { run_action: () => anAction("terminate") });
    const dialog = await danger(shown, "Terminate");
    for (const text of [
      "Studio Lindqvist",
      "203.0.113.47",
      "0 s ago",
      "Treat the disk as erased.",
    ]) {
      expect(dialog.getByText(text)).toBeTruthy();
    }
    expect(dialog.getByRole("button", { name: "Stop instead" })).toBeTruthy();
    const button = dialog.getByRole("button", { name: /Terminate web-07/ }) as HTMLButtonElement;
    const field = dialog.getByLabelText(/to confirm$/);
    expect(document.activeElement).toBe(field);
    await shown.user.keyboard(NAME.slice(0, -5));
    expect(dialog.getByText("5 letters to go")).toBeTruthy();
    expect(button.disabled).toBe(true);
    expect(button.className).not.toContain("danger-filled");
    await shown.user.keyboard(NAME.slice(-5));
    expect(button.disabled).toBe(false);
    expect(button.className).toContain("danger-filled");
    await shown.user.keyboard("{Enter}");
    expect(ran(shown.host)).toHaveLength(0);
    await shown.user.click(button);
    await vi.waitFor(() => expect(ran(shown.host)).toHaveLength(1));
    expect(ran(shown.host)[0]?.typed).toBe(NAME);
  });

  test("is given up by Escape, which is told to the host", async () => {
    const shown = await panel();
    await danger(shown, "Terminate");
    await shown.user.keyboard("{Escape}");
    await vi.waitFor(() => expect(shown.host.names()).toContain("cancel_action"));
    expect(shown.queryByRole("dialog")).toBeNull();
    expect(ran(shown.host)).toHaveLength(0);
  });

  test("after ten seconds reads the facts again, and sends nothing where they differ", async () => {
    const shown = await panel();
    const dialog = await danger(shown, "Terminate");
    await shown.user.keyboard(NAME);
    shown.host.answer({
      prepare_action: ({ kind }) =>
        aPlan(kind, {
          plan: "plan-2",
          changes: [{ fact: "condition", before: "Running", now: "Stopped" }],
        }),
      run_action: () => anAction("terminate"),
    });
    shown.pass(11);
    await shown.user.click(dialog.getByRole("button", { name: /Terminate web-07/ }));
    expect((await dialog.findByRole("alert")).textContent).toContain("Nothing was sent.");
    expect(ran(shown.host)).toHaveLength(0);
    // Other facts are another decision.
    expect(dialog.getByLabelText(/to confirm$/)).toHaveProperty("value", "");
    await shown.user.type(dialog.getByLabelText(/to confirm$/), NAME);
    await shown.user.click(dialog.getByRole("button", { name: /Terminate web-07/ }));
    await vi.waitFor(() => expect(ran(shown.host)[0]?.plan).toBe("plan-2"));
  });

  test("after ten seconds goes on with the new facts where nothing differs", async () => {
    const shown = await panel(aService(), { run_action: () => anAction("terminate") });
    const dialog = await danger(shown, "Terminate");
    await shown.user.keyboard(NAME);
    shown.host.answer({ prepare_action: ({ kind }) => aPlan(kind, { plan: "plan-2" }) });
    shown.pass(11);
    await shown.user.click(dialog.getByRole("button", { name: /Terminate web-07/ }));
    await vi.waitFor(() => expect(ran(shown.host)[0]?.plan).toBe("plan-2"));
  });

  test("that the host finds changed shows what differs, and sends nothing by itself", async () => {
    const shown = await panel(aService(), {
      run_action: () => {
        throw anError("action.facts_changed", { facts: { facts: "ip" } });
      },
    });
    const dialog = await danger(shown, "Terminate");
    await shown.user.keyboard(NAME);
    shown.host.answer({
      prepare_action: ({ kind }) =>
        aPlan(kind, {
          plan: "plan-2",
          changes: [{ fact: "ip", before: "203.0.113.47", now: "203.0.113.99" }],
        }),
    });
    await shown.user.click(dialog.getByRole("button", { name: /Terminate web-07/ }));
    await dialog.findByText("203.0.113.99");
    expect(ran(shown.host).map((request) => request.plan)).toEqual(["plan-terminate"]);
  });

  test("takes the gentler way when that is chosen", async () => {
    const shown = await panel();
    const dialog = await danger(shown, "Terminate");
    await shown.user.click(dialog.getByRole("button", { name: "Stop instead" }));
    await shown.findByRole("dialog", { name: /^Stop web-07/ });
    expect(shown.host.names()).toContain("cancel_action");
    expect(ran(shown.host)).toHaveLength(0);
  });

  test("in the simulator is striped and says simulated", async () => {
    const shown = await panel(aService(), {}, true);
    const dialog = await danger(shown, "Terminate");
    await shown.user.keyboard(NAME);
    const button = dialog.getByRole("button", { name: /Terminate web-07, simulated/ });
    expect(button.className).toContain("money");
    expect(button.className).not.toContain("danger-filled");
  });

  test("that only locks says what is not documented and is not typed", async () => {
    const shown = await panel(aService(), {
      prepare_action: ({ kind }) =>
        aPlan(kind, {
          price: [
            {
              kind: "billingNotDocumented",
              amount: { value: "9.90", currency: "EUR" },
              count: null,
            },
          ],
        }),
    });
    const dialog = await danger(shown, "Suspend");
    expect(dialog.getByText(/It may go on costing €9.90/)).toBeTruthy();
    expect(dialog.queryByLabelText(/to confirm$/)).toBeNull();
    expect(document.activeElement?.textContent).toContain("Keep it as it is");
  });

  test("that the host forbids cannot be pressed and says why", async () => {
    const shown = await panel(aService(), {
      prepare_action: ({ kind }) =>
        aPlan(kind, {
          blocked: anError("action.not_now", { facts: { action: kind, reason: "changing" } }),
        }),
    });
    const dialog = await danger(shown, "Terminate");
    expect(dialog.getByText(/It is changing its state right now/)).toBeTruthy();
    expect(dialog.getByRole("button", { name: /Terminate web-07/ })).toHaveProperty(
      "disabled",
      true,
    );
  });
});

describe("an action that was sent", () => {
  test("without an answer offers the identical request, says until when, and what not to do", async () => {
    const unknown = anAction("reboot", {
      progress: "unknown",
      safeUntil: new Date(NOW.getTime() + 3_600_000).toISOString(),
      canRepeat: true,
    });
    const { getByRole, getByText, host, user, console } = await panel(
      aService({ action: unknown }),
      {
        repeat_action: () => anAction("reboot"),
        action: () => anAction("reboot"),
      },
    );
    expect(getByText(/no answer came/)).toBeTruthy();
    expect(getByText(/It may have been done/)).toBeTruthy();
    expect(getByText(/Please do not press reboot anew/)).toBeTruthy();
    expect(getByRole("timer", { name: /Safe repeating/ }).textContent).toContain("safe until");
    await user.click(getByRole("button", { name: /Repeat the same request, 1 call/ }));
    expect(host.asked.find((one) => one.name === "repeat_action")?.args).toEqual({ id: "a1" });
    await vi.waitFor(() =>
      expect(console.announcer.assertive).toContain("KernelHost accepted this reboot"),
    );
  });

  test("and refused shows the provider’s own words with the request id", async () => {
    const refused = anAction("stop", {
      progress: "refused",
      error: anError("refused.other", {
        requestId: "01KREFUSED",
        provider: {
          status: 422,
          title: "Unprocessable",
          detail: "It cannot be stopped now.",
          reason: "invalid_state",
          fields: [],
        },
      }),
    });
    const { getByRole, findByText, findByRole, getByText, user } = await panel(aService(), {
      run_action: () => refused,
    });
    await user.click(getByRole("button", { name: "Stop" }));
    await user.click(await findByRole("button", { name: "Stop web-07" }));
    await findByText("KernelHost refused this stop.");
    expect(getByText("It cannot be stopped now.")).toBeTruthy();
    expect(getByText("01KREFUSED")).toBeTruthy();
    await user.click(getByRole("button", { name: "Close this note" }));
  });

  test("is followed by notices until the service shows it", async () => {
    const { host, findByText, console } = await panel(aService({ action: anAction("stop") }), {
      action: () => anAction("stop", { progress: "done" }),
    });
    await findByText(/KernelHost accepted this stop/);
    host.tell("actions", { id: "7001" });
    await findByText("Stop is done.");
    expect(console.announcer.polite).toContain("Stop is done.");
  });
});
