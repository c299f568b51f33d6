import { expect, test } from "vitest";

import { aProfile, aSimulator } from "../../test/views";

import { ACCENTS, profileNote, shortKey } from "./profile";

test("a long key id is cut in its middle", () => {
  expect(shortKey("kh_live_7Q2M4XA9B3C5D7E9F1G2H4J6K8L0M2N4")).toBe("kh_live_…M2N4");
  expect(shortKey("kh_live_SHORT")).toBe("kh_live_SHORT");
});

test("a profile is told by the provider's label of its key, else by the key", () => {
  const account = { id: null, email: null, currency: null, keyLabel: "console" };
  expect(profileNote(aProfile({ account }))).toBe("Live · key “console”");
  expect(profileNote(aProfile())).toBe("Live · kh_live_…M2N4");
  expect(profileNote(aSimulator())).toBe("Practice account");
  expect(profileNote(aSimulator({ builtIn: false }))).toBe("Simulator · kh_live_…M2N4");
});

test("the colour of simulators is not offered", () => {
  expect(ACCENTS.map((accent) => accent.value)).not.toContain("olive");
});
