import { describe, expect, test, vi } from "vitest";

import { show, type Loose } from "../../../test/show";

import Checkbox from "./Checkbox.svelte";
import Field from "./Field.svelte";
import RadioRows from "./RadioRows.svelte";
import SearchField from "./SearchField.svelte";
import Segments from "./Segments.svelte";
import Tabs from "./Tabs.svelte";

describe("a field", () => {
  test("is found by its label, which says what is not sent", () => {
    const { getByLabelText } = show(Field, {
      label: "Customer",
      note: "stays on this computer",
      value: "Bakery Nord",
    });
    const input = getByLabelText("Customer stays on this computer");
    expect((input as HTMLInputElement).value).toBe("Bakery Nord");
  });

  test("that is wrong says so to eyes and ears", () => {
    const { getByLabelText } = show(Field, {
      label: "Hostname",
      value: "x y",
      wrong: "No spaces.",
      hint: "For example web-01.example",
    });
    const input = getByLabelText("Hostname");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    const text = (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent?.trim())
      .join(" | ");
    expect(text).toBe("No spaces. | For example web-01.example");
  });

  test("does not offer what was typed elsewhere", () => {
    const { getByLabelText } = show(Field, { label: "Secret", value: "", type: "password" });
    const input = getByLabelText("Secret");
    expect(input.getAttribute("autocomplete")).toBe("off");
    expect(input.getAttribute("spellcheck")).toBe("false");
  });
});

describe("rows to choose from", () => {
  const choices = [
    { value: "monthly", label: "Monthly" },
    { value: "annually", label: "Annually", disabled: true },
    { value: "quarterly", label: "Quarterly" },
  ];

  test("are one group with a name, and one is chosen", async () => {
    const onchange = vi.fn();
    const { getByRole, user } = show(RadioRows as unknown as Loose, {
      legend: "Billing cycle",
      choices,
      value: "monthly",
      onchange,
    });
    expect(getByRole("group", { name: "Billing cycle" })).toBeTruthy();
    await user.click(getByRole("radio", { name: "Quarterly" }));
    expect(onchange).toHaveBeenCalledWith("quarterly");
    expect((getByRole("radio", { name: "Quarterly" }) as HTMLInputElement).checked).toBe(true);
  });

  test("that cannot be had cannot be chosen", async () => {
    const onchange = vi.fn();
    const { getByRole, user } = show(RadioRows as unknown as Loose, {
      legend: "Billing cycle",
      choices,
      value: "monthly",
      onchange,
    });
    await user.click(getByRole("radio", { name: "Annually" }));
    expect(onchange).not.toHaveBeenCalled();
  });
});

test("segments tell what was chosen", async () => {
  const onchange = vi.fn();
  const { getByRole, user } = show(Segments as unknown as Loose, {
    legend: "Colours",
    choices: [
      { value: "light", label: "Light" },
      { value: "dark", label: "Dark" },
    ],
    value: "light",
    onchange,
  });
  await user.click(getByRole("radio", { name: "Dark" }));
  expect(onchange).toHaveBeenCalledWith("dark");
});

test("a box is ticked by its words", async () => {
  const onchange = vi.fn();
  const { getByText, getByRole, user } = show(Checkbox, {
    label: "Hide every amount",
    checked: false,
    onchange,
  });
  await user.click(getByText("Hide every amount"));
  expect(onchange).toHaveBeenCalledWith(true);
  expect((getByRole("checkbox") as HTMLInputElement).checked).toBe(true);
});

describe("tabs", () => {
  const tabs = [
    { value: "all", label: "All", count: 14 },
    { value: "kvm", label: "KVM", count: 5 },
    { value: "vpn", label: "VPN" },
  ];

  test("are walked by arrow keys, around the ends", async () => {
    const onchange = vi.fn();
    const { getByRole, user } = show(Tabs as unknown as Loose, {
      label: "Families",
      tabs,
      value: "all",
      controls: "list",
      onchange,
    });
    getByRole("tab", { name: /All/ }).focus();
    await user.keyboard("{ArrowLeft}");
    expect(onchange).toHaveBeenLastCalledWith("vpn");
    expect(document.activeElement).toBe(getByRole("tab", { name: "VPN" }));
    await user.keyboard("{Home}{ArrowRight}");
    expect(onchange).toHaveBeenLastCalledWith("kvm");
  });

  test("take one stop of the Tab key", () => {
    const { getAllByRole } = show(Tabs as unknown as Loose, {
      label: "Families",
      tabs,
      value: "kvm",
      controls: "list",
    });
    expect(getAllByRole("tab").map((tab) => tab.tabIndex)).toEqual([-1, 0, -1]);
  });
});

describe("the search", () => {
  test("is reached by a slash and emptied by Escape", async () => {
    const oninput = vi.fn();
    const { getByRole, user } = show(SearchField, { label: "Name or id", value: "", oninput });
    const field = getByRole("searchbox", { name: "Name or id" });
    await user.keyboard("/");
    expect(document.activeElement).toBe(field);
    await user.keyboard("kvm");
    expect(oninput).toHaveBeenLastCalledWith("kvm");
    await user.keyboard("{Escape}");
    expect(oninput).toHaveBeenLastCalledWith("");
  });
});
