import { describe, expect, test } from "vitest";

import { Router } from "./router.svelte";

describe("the way", () => {
  test("begins at the overview and leads back there", () => {
    const router = new Router();
    router.go({ name: "orders" });
    router.go({ name: "order", no: 148 });
    expect(router.route).toEqual({ name: "order", no: 148 });
    router.back();
    expect(router.route.name).toBe("orders");
    router.back();
    expect(router.route.name).toBe("overview");
    expect(router.canBack).toBe(false);
    router.forward();
    expect(router.route.name).toBe("orders");
  });

  test("the same place again is no new step", () => {
    const router = new Router();
    router.go({ name: "overview" });
    expect(router.canBack).toBe(false);
  });

  test("a new step forgets what lay ahead", () => {
    const router = new Router();
    router.go({ name: "orders" });
    router.back();
    router.go({ name: "catalogue" });
    expect(router.canForward).toBe(false);
  });

  test("a reset leaves no way back", () => {
    const router = new Router();
    router.go({ name: "orders" });
    router.reset({ name: "welcome" });
    expect(router.canBack).toBe(false);
    expect(router.route.name).toBe("welcome");
  });

  test("is not kept without end", () => {
    const router = new Router();
    for (let no = 1; no <= 200; no += 1) router.go({ name: "order", no });
    let steps = 0;
    while (router.canBack) {
      router.back();
      steps += 1;
    }
    expect(steps).toBe(49);
  });
});

describe("the path", () => {
  test("names the object once it is known, and forgets it with the place", () => {
    const router = new Router();
    router.go({ name: "orderNew", productId: "43", cycle: null });
    expect(router.title).toBe("Catalogue / Product / Review order");
    router.nameObject("KVM L");
    expect(router.title).toBe("Catalogue / KVM L / Review order");
    router.go({ name: "product", id: "44" });
    expect(router.title).toBe("Catalogue / Product");
  });

  test("of an order has its number", () => {
    const router = new Router();
    router.go({ name: "order", no: 148 });
    expect(router.crumbs).toEqual([
      { text: "Orders", to: { name: "orders" } },
      { text: "No. 148", to: null },
    ]);
  });
});

test("parts of the settings are one place with two steps", () => {
  const router = new Router();
  router.go({ name: "settings", part: "appearance" });
  const key = router.key;
  router.go({ name: "settings", part: "profiles" });
  expect(router.key).toBe(key);
  expect(router.route).toEqual({ name: "settings", part: "profiles" });
});
