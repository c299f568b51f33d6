import { createRawSnippet, tick } from "svelte";
import { describe, expect, test, vi } from "vitest";

import { show } from "../../../test/show";
import { fakeHost } from "../../../test/host";
import { aSimulator, aStart, euros } from "../../../test/views";

import Button from "./Button.svelte";
import MoneyButton from "./MoneyButton.svelte";

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

describe("a button", () => {
  test("does its deed by click and by Enter", async () => {
    const onclick = vi.fn();
    const { getByRole, user } = show(Button, { children: words("Check again"), onclick });
    await user.click(getByRole("button", { name: "Check again" }));
    getByRole("button").focus();
    await user.keyboard("{Enter}");
    expect(onclick).toHaveBeenCalledTimes(2);
  });

  test("while busy changes its word and does nothing", async () => {
    const onclick = vi.fn();
    const { getByRole, user } = show(Button, {
      children: words("Order"),
      busy: "Ordering…",
      onclick,
    });
    const button = getByRole("button", { name: "Ordering…" });
    await user.click(button);
    expect(onclick).not.toHaveBeenCalled();
    expect(button.getAttribute("aria-busy")).toBe("true");
  });

  test("that cannot be pressed stays reachable and says why", async () => {
    const onclick = vi.fn();
    const { getByRole, user } = show(Button, {
      children: words("Order"),
      reason: "The key may not order",
      onclick,
    });
    const button = getByRole("button", { name: "Order" });
    await user.tab();
    expect(document.activeElement).toBe(button);
    const described = button.getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(described)?.textContent).toBe("The key may not order");
    await user.click(button);
    expect(onclick).not.toHaveBeenCalled();
  });

  test("within a form is no way to send it by accident", () => {
    const { getByRole } = show(Button, { children: words("Show") });
    expect(getByRole("button").getAttribute("type")).toBe("button");
  });
});

describe("a button that spends", () => {
  const props = { verb: "Order for", amount: euros("20.90"), onclick: () => undefined };

  test("carries the amount, also while amounts are hidden", async () => {
    const shown = show(MoneyButton, props);
    shown.console.settings.take({ ...aStart().settings, hideAmounts: true });
    await tick();
    expect(shown.getByRole("button").textContent).toContain("20.90");
  });

  test("names the simulator where nothing is bought", async () => {
    fakeHost({ start: () => aStart({ profiles: [aSimulator()], active: "p2" }) });
    const { console, findByRole } = show(MoneyButton, props);
    await console.session.read();
    const button = await findByRole("button", { name: /simulated/ });
    expect(button.textContent?.replace(/\s+/g, " ").trim()).toBe("Order for €20.90, simulated");
  });
});
