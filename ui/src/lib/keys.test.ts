import { expect, test } from "vitest";

import { isShortcut, isTyping, keyCaps } from "./keys";

const press = (key: string, held: Partial<KeyboardEventInit> = {}) =>
  new KeyboardEvent("keydown", { key, ...held });

test("Mod is Ctrl, and Cmd on a Mac", () => {
  expect(isShortcut(press("k", { ctrlKey: true }), "Mod+K", false)).toBe(true);
  expect(isShortcut(press("k", { metaKey: true }), "Mod+K", true)).toBe(true);
  expect(isShortcut(press("k", { metaKey: true }), "Mod+K", false)).toBe(false);
  expect(isShortcut(press("k", { ctrlKey: true }), "Mod+K", true)).toBe(false);
});

test("a plain letter means that nothing else is held", () => {
  expect(isShortcut(press("g"), "G", false)).toBe(true);
  expect(isShortcut(press("g", { ctrlKey: true }), "G", false)).toBe(false);
  expect(isShortcut(press("g", { altKey: true }), "G", false)).toBe(false);
  expect(isShortcut(press("G", { shiftKey: true }), "G", false)).toBe(false);
});

test("a sign is found wherever the keyboard has it", () => {
  expect(isShortcut(press("/", { shiftKey: true }), "/", false)).toBe(true);
  expect(isShortcut(press("+", { ctrlKey: true, shiftKey: true }), "Mod++", false)).toBe(true);
});

test("keys held together share a cap, keys in turn have one each", () => {
  expect(keyCaps("Mod+K", false)).toEqual(["Ctrl K"]);
  expect(keyCaps("Mod+K", true)).toEqual(["⌘ K"]);
  expect(keyCaps("G O", false)).toEqual(["G", "O"]);
  expect(keyCaps("Mod++", false)).toEqual(["Ctrl +"]);
  expect(keyCaps("ArrowUp+ArrowDown", false)).toEqual(["↑↓"]);
});

test("single letters are no commands while a person types", () => {
  const field = document.createElement("input");
  const box = document.createElement("input");
  box.type = "checkbox";
  expect(isTyping(field)).toBe(true);
  expect(isTyping(document.createElement("textarea"))).toBe(true);
  expect(isTyping(box)).toBe(false);
  expect(isTyping(document.body)).toBe(false);
});
