import { expect, test } from "vitest";

import { anError } from "../../test/views";
import { HostError } from "~/backend";

import { Reading } from "./reading.svelte";

const never = new Promise<string>(() => undefined);

test("a first question has a skeleton's time, a later one keeps the old value", async () => {
  const reading = new Reading<string>();
  void reading.read(() => never);
  expect(reading.first).toBe(true);
  await reading.read(async () => "old");
  void reading.read(() => never);
  expect(reading.first).toBe(false);
  expect(reading.value).toBe("old");
  expect(reading.busy).toBe(true);
});

test("a failed question keeps the value and says why", async () => {
  const reading = new Reading<string>();
  await reading.read(async () => "old");
  const refusal = new HostError(anError("network.connect_failed"));
  await reading.read(() => Promise.reject(refusal));
  expect(reading.value).toBe("old");
  expect(reading.error?.code).toBe("network.connect_failed");
  expect(reading.busy).toBe(false);
});

test("an answer that comes after a later question is dropped", async () => {
  const reading = new Reading<string>();
  let answerFirst = (_: string): void => undefined;
  const first = reading.read(() => new Promise<string>((resolve) => (answerFirst = resolve)));
  await reading.read(async () => "second");
  answerFirst("first");
  expect(await first).toBeNull();
  expect(reading.value).toBe("second");
});

test("what is no answer of the host is an error with a code all the same", async () => {
  const reading = new Reading<string>();
  await reading.read(() => Promise.reject(new TypeError("no bridge")));
  expect(reading.error?.code).toBe("window.call_failed");
  expect(reading.error?.facts.detail).toBe("no bridge");
});

test("clearing forgets the value and drops what is under way", async () => {
  const reading = new Reading<string>();
  await reading.read(async () => "of another profile");
  let answer = (_: string): void => undefined;
  const late = reading.read(() => new Promise<string>((resolve) => (answer = resolve)));
  reading.clear();
  answer("late");
  await late;
  expect(reading.value).toBeNull();
  expect(reading.busy).toBe(false);
});
