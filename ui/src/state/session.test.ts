import { expect, test } from "vitest";

import { fakeHost } from "../../test/host";
import { stillConsole } from "../../test/show";
import { aConnection, aProfile, aSimulator, aStart, anError, anOverview } from "../../test/views";

import { fieldOf } from "./connecting.svelte";

const both = aStart({ profiles: [aProfile(), aSimulator()], active: "p1" });

test("the active profile is the one the host names", async () => {
  fakeHost({ start: () => both });
  const { session } = stillConsole();
  expect(session.active).toBeNull();
  await session.read();
  expect(session.active?.label).toBe("Nordlicht Hosting");
  expect(session.simulated).toBe(false);
});

test("switching asks the host and then who is there", async () => {
  const host = fakeHost({ start: () => both, activate_profile: () => aSimulator() });
  const { session } = stillConsole();
  await session.read();
  host.answer({ start: () => ({ ...both, active: "p2" }) });
  await session.activate("p2");
  expect(session.simulated).toBe(true);
  expect(host.names()).toEqual(["start", "activate_profile", "start"]);
});

test("a refusal is kept for the screen and changes nothing", async () => {
  fakeHost({
    start: () => both,
    forget_profile: () => {
      throw anError("profile.built_in");
    },
  });
  const { session } = stillConsole();
  await session.read();
  expect(await session.forget("p2")).toBe(false);
  expect(session.error?.code).toBe("profile.built_in");
  expect(session.profiles).toHaveLength(2);
});

test("a notice of the host has everything that shows its topic read again", async () => {
  const host = fakeHost({
    start: () => both,
    connection: () => aConnection(),
    overview: () => anOverview(),
  });
  const console = stillConsole();
  await console.notices.begin();
  host.tell("profiles");
  await new Promise((resolve) => setTimeout(resolve));
  expect(host.names().sort()).toEqual(["connection", "guards", "overview", "start"]);
});

test("the typed secret has left the window before the host has answered", async () => {
  let seen = "";
  let atCall: string | null = null;
  const { connecting } = stillConsole();
  fakeHost({
    start: () => both,
    connect_profile: ({ request }) => {
      seen = request.secret;
      atCall = connecting.secret;
      return { steps: [], profile: null, error: anError("auth.signature_mismatch") };
    },
  });
  connecting.keyId = " kh_live_7Q2M4XA9B3C5D7E9F1G2H4J6K8L0M2N4 ";
  connecting.secret = "typed-secret";
  await connecting.connect();
  expect(seen).toBe("typed-secret");
  expect(atCall).toBe("");
  expect(connecting.secret).toBe("");
  expect(connecting.error?.code).toBe("auth.signature_mismatch");
});

test("white space around the key id is a slip of pasting, around the secret the host decides", async () => {
  const host = fakeHost({
    start: () => both,
    connect_profile: () => ({ steps: [], profile: null, error: null }),
  });
  const { connecting } = stillConsole();
  connecting.keyId = " kh_live_X \n";
  connecting.secret = " s ";
  connecting.baseUrl = "  ";
  await connecting.connect();
  expect(host.asked[0]?.args).toMatchObject({
    request: { keyId: "kh_live_X", secret: " s ", baseUrl: null },
  });
});

test("an error is shown at the field it is about", () => {
  expect(fieldOf("key.malformed")).toBe("keyId");
  expect(fieldOf("secret.empty")).toBe("secret");
  expect(fieldOf("auth.signature_mismatch")).toBe("secret");
  expect(fieldOf("url.not_loopback")).toBe("baseUrl");
  expect(fieldOf("profile.label_empty")).toBe("label");
  expect(fieldOf("network.connect_failed")).toBeNull();
});
