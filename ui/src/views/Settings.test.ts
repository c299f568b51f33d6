// Profiles and the look of the window, as a person meets them.
import { render, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";

import { fakeHost, type Answers } from "../../test/host";
import { stillConsole } from "../../test/show";
import { aConnection, aProfile, aSimulator, aStart, anError, anOverview } from "../../test/views";
import type { ConnectStep, ConnectView } from "~/bindings";

import App from "../App.svelte";

const both = aStart({ profiles: [aProfile(), aSimulator()], active: "p1" });

function open(answers: Answers, to: "profiles" | "appearance" | "connect") {
  const host = fakeHost({
    start: () => both,
    connection: () => aConnection(),
    overview: () => anOverview(),
    keychain: () => ({ state: "ready", name: "Secret Service", code: null }),
    window_ready: () => null as never,
    ...answers,
  });
  const console = stillConsole();
  console.router.reset(to === "connect" ? { name: "connect" } : { name: "settings", part: to });
  return { ...render(App, { props: { console } }), host, console, user: userEvent.setup() };
}

describe("forgetting a profile", () => {
  test("wants the name typed, and Escape keeps it", async () => {
    const { findByRole, queryByRole, host, user } = open({}, "profiles");
    const section = await findByRole("region", { name: "Nordlicht Hosting" });
    const door = within(section).getByRole("button", { name: "Forget the profile…" });
    await user.click(door);
    const dialog = await findByRole("dialog", { name: "Forget Nordlicht Hosting?" });
    const act = within(dialog).getByRole("button", { name: "Forget the profile" });
    expect((act as HTMLButtonElement).disabled).toBe(true);
    await user.type(within(dialog).getByRole("textbox"), "Nordlicht Hostin");
    expect((act as HTMLButtonElement).disabled).toBe(true);
    await user.keyboard("{Enter}");
    expect(host.names()).not.toContain("forget_profile");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
  });

  test("forgets once the name is complete", async () => {
    const { findByRole, queryByRole, host, user } = open(
      { forget_profile: () => null as never },
      "profiles",
    );
    const section = await findByRole("region", { name: "Nordlicht Hosting" });
    await user.click(within(section).getByRole("button", { name: "Forget the profile…" }));
    const dialog = await findByRole("dialog");
    await user.type(within(dialog).getByRole("textbox"), "Nordlicht Hosting");
    await user.click(within(dialog).getByRole("button", { name: "Forget the profile" }));
    await waitFor(() => expect(queryByRole("dialog")).toBeNull());
    expect(host.asked.find((one) => one.name === "forget_profile")?.args).toEqual({ id: "p1" });
  });

  test("is not offered for the built-in simulator, which is reset instead", async () => {
    const { findByRole } = open({}, "profiles");
    const section = await findByRole("region", { name: "Simulator" });
    expect(within(section).queryByRole("button", { name: "Forget the profile…" })).toBeNull();
    expect(within(section).getByRole("button", { name: "Reset the simulator…" })).toBeTruthy();
  });
});

describe("connecting a key", () => {
  const steps = (failed: ConnectStep["kind"]): ConnectStep[] => [
    { kind: "form", state: "done", figure: null },
    { kind: "reach", state: "done", figure: 84 },
    { kind: "clock", state: "done", figure: 3 },
    { kind: "account", state: failed === "account" ? "failed" : "done", figure: null },
    { kind: "keep", state: "notTried", figure: null },
  ];
  const refused: ConnectView = {
    steps: steps("account"),
    profile: null,
    error: anError("auth.signature_mismatch", { requestId: "01KAT" }),
  };

  test("shows each step, empties the secret and leads back to it", async () => {
    const { findByRole, findByText, findByLabelText, host, user } = open(
      { connect_profile: () => refused },
      "connect",
    );
    await user.type(await findByLabelText(/^Name/), "Atelier");
    await user.type(await findByLabelText(/^Key id/), "kh_live_X");
    const secret = (await findByLabelText(/^Secret/)) as HTMLInputElement;
    await user.type(secret, "typed-secret{Enter}");
    await findByText("answered in 84 ms");
    await findByText("3 s ahead of KernelHost");
    expect((await findByRole("alert")).textContent).toContain("01KAT");
    expect(secret.value).toBe("");
    await waitFor(() => expect(document.activeElement).toBe(secret));
    expect(document.body.innerHTML).not.toContain("typed-secret");
    expect(host.names().filter((name) => name === "connect_profile")).toHaveLength(1);
  });

  test("says what the new key may do, and keeps saying it after the profile changed", async () => {
    const profile = aProfile({ id: "p3", label: "Atelier" });
    const { findByRole, findByLabelText, host, user } = open({}, "connect");
    host.answer({
      connect_profile: () => {
        host.answer({ start: () => aStart({ profiles: [profile], active: "p3" }) });
        return { steps: steps("keep"), profile, error: null };
      },
    });
    await user.type(await findByLabelText(/^Secret/), "s{Enter}");
    await findByRole("heading", { level: 2, name: "Atelier is connected" });
    expect((await findByRole("list", { name: "Scopes" })).textContent).toContain("read:products");
    await user.click(await findByRole("button", { name: "Open the overview" }));
    await findByRole("heading", { level: 1, name: "Overview" });
  });

  test("without a keychain keeps the secret for this session only", async () => {
    const { findByRole, host, findByLabelText, user } = open(
      {
        keychain: () => ({ state: "missing", name: "", code: "keychain.no_service" }),
        connect_profile: () => refused,
      },
      "connect",
    );
    await waitFor(async () => {
      const session = await findByRole("radio", { name: /This session only/ });
      expect((session as HTMLInputElement).checked).toBe(true);
    });
    await user.type(await findByLabelText(/^Secret/), "s{Enter}");
    await waitFor(() => expect(host.names()).toContain("connect_profile"));
    expect(host.asked.find((one) => one.name === "connect_profile")?.args).toMatchObject({
      request: { keep: "session" },
    });
  });
});

test("a choice of colours is seen at once and kept", async () => {
  const { findByRole, host, user } = open(
    { save_settings: ({ settings }) => settings },
    "appearance",
  );
  await user.click(await findByRole("radio", { name: "Dark" }));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
  expect(host.names()).toContain("save_settings");
});
