import { expect, test } from "vitest";

import { fakeHost } from "../../test/host";
import { aStart, anError } from "../../test/views";

import { Amounts } from "./amounts.svelte";
import { Settings, nextZoom } from "./settings.svelte";

test("a change works at once and is kept by the host", async () => {
  const host = fakeHost({ save_settings: ({ settings }) => settings });
  const settings = new Settings();
  settings.take(aStart().settings);
  const kept = settings.change({ theme: "dark" });
  expect(settings.dark).toBe(true);
  await kept;
  expect(settings.dark).toBe(true);
  expect(host.asked[0]?.args).toMatchObject({ settings: { theme: "dark", zoom: 100 } });
});

test("a change the host refuses is taken back and said", async () => {
  fakeHost({
    save_settings: () => {
      throw anError("store.full");
    },
  });
  const settings = new Settings();
  settings.take(aStart().settings);
  await settings.change({ density: "compact" });
  expect(settings.view.density).toBe("normal");
  expect(settings.error?.code).toBe("store.full");
});

test("before the host has answered the window looks as it did last", () => {
  new Settings().take({ ...aStart().settings, theme: "dark", contrast: "high" });
  const next = new Settings();
  const root = document.createElement("html");
  next.applyTo(root);
  expect(root.dataset).toMatchObject({ theme: "dark", contrast: "high" });
  window.localStorage.clear();
});

test("the zoom goes in steps and stops at either end", () => {
  expect(nextZoom(100, 1)).toBe(110);
  expect(nextZoom(105, -1)).toBe(100);
  expect(nextZoom(200, 1)).toBe(200);
  expect(nextZoom(80, -1)).toBe(80);
});

test("the root element says what the tokens have to be", () => {
  const settings = new Settings();
  const root = document.createElement("html");
  settings.take({
    ...aStart().settings,
    theme: "dark",
    contrast: "high",
    motion: "reduced",
    density: "roomy",
  });
  settings.applyTo(root);
  expect({ ...root.dataset }).toEqual({
    theme: "dark",
    contrast: "high",
    motion: "reduced",
    density: "roomy",
  });
});

test("hidden amounts keep their currency; a price on a button is always written out", async () => {
  fakeHost({ save_settings: ({ settings }) => settings });
  const settings = new Settings();
  const amounts = new Amounts(settings);
  const money = { value: "132.40", currency: "EUR" };
  await amounts.toggle();
  expect(amounts.text(money)).not.toContain("132");
  expect(amounts.text(money)).toContain("•••");
  expect(amounts.price(money)).toContain("132");
  await amounts.toggle();
  expect(amounts.text(money)).toContain("132");
});
