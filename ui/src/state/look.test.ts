import { expect, test } from "vitest";

import { aLook } from "../../test/audit";
import { fakeHost } from "../../test/host";

import { Look } from "./look.svelte";

type Reveal = (value: { index: number; value: string; hideAt: string }) => void;

async function anOpenLook() {
  const answers: Reveal[] = [];
  const host = fakeHost({
    look_at_credentials: () => aLook(),
    reveal_field: () => new Promise((resolve) => answers.push(resolve)),
    end_look: () => null as never,
  });
  const look = new Look("1001");
  await look.read("a good reason");
  const answer = (n: number) => answers[n]?.({ index: n, value: "secret", hideAt: "" });
  return { look, host, answer };
}

test("a value that comes after the look has ended is dropped", async () => {
  const { look, answer } = await anOpenLook();
  const revealed = look.reveal(0);
  look.end();
  answer(0);
  expect(await revealed).toBeNull();
});

test("a value that comes after it was hidden again, or after another was asked for, is dropped", async () => {
  const { look, answer } = await anOpenLook();
  const first = look.reveal(0);
  const second = look.reveal(1);
  answer(0);
  answer(1);
  expect(await first).toBeNull();
  expect((await second)?.index).toBe(1);
  const third = look.reveal(0);
  look.hide();
  answer(2);
  expect(await third).toBeNull();
});

test("a look is ended once, and what is read after leaving is ended at once", async () => {
  const { look, host } = await anOpenLook();
  look.end();
  look.end();
  look.leave();
  expect(host.names().filter((name) => name === "end_look")).toHaveLength(1);
  await look.read("once more");
  expect(look.view).toBeNull();
  expect(host.names().filter((name) => name === "end_look")).toHaveLength(2);
});

test("a failed look can be asked for again, and says why it failed", async () => {
  const host = fakeHost({});
  const look = new Look("1001");
  await look.read("a good reason");
  expect(look.error?.code).toBe("window.call_failed");
  host.answer({ look_at_credentials: () => aLook() });
  await look.read("a good reason");
  expect(look.error).toBeNull();
  expect(look.view?.look).toBe("look-1");
});
