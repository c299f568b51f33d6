// Rules of the house for the window: TypeScript and Svelte at their strict
// settings, and the tiers: views -> components/<domain> -> components/shared,
// state -> backend, and one door to the host.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const host = {
  regex: "^@tauri-apps/",
  message: "Only src/backend talks to the host.",
};
const bindings = {
  regex: "(^|/)bindings(/|$)",
  allowTypeImports: true,
  message: "Only src/backend imports values of the bindings; types are free.",
};
const views = {
  regex: "^(?!.*/test/)(~|\\.\\.?)(/.*)?/views(/|$)",
  message: "Nothing but the frame opens views.",
};
const domains = {
  regex: "components/(?!shared/)",
  message: "Shared components and state know no domain component.",
};
const sideways = { regex: "^\\.\\./(?!.*/test/)", message: "Name the room from the root: ~/…" };
const components = { regex: "components/", message: "This room stands below the components." };
const backend = {
  regex: "(^~|^\\.\\.?)(/.*)?/backend(/|$)",
  allowTypeImports: true,
  message: "Only state asks the host; ask state.",
};
const state = { regex: "(^~|^\\.\\.?)(/.*)?/state(/|$)", message: "This room stands below state." };

const only = (...patterns) => ({
  "@typescript-eslint/no-restricted-imports": ["error", { patterns }],
});

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/bindings/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: Object.fromEntries(
        [
          "window",
          "document",
          "navigator",
          "console",
          "setTimeout",
          "clearTimeout",
          "setInterval",
          "clearInterval",
          "requestAnimationFrame",
          "cancelAnimationFrame",
          "matchMedia",
          "queueMicrotask",
          "getComputedStyle",
          "process",
          "URL",
        ].map((name) => [name, "readonly"]),
      ),
    },
    rules: {
      eqeqeq: "error",
      "no-undef": "off",
      "no-console": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // Maps, sets and dates that nothing on the screen depends on are plain.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
    rules: {
      "svelte/no-at-html-tags": "error",
      // The content policy forbids style attributes; `style:name` goes through the DOM and is fine.
      "no-restricted-syntax": [
        "error",
        { selector: 'SvelteAttribute[key.name="style"]', message: "Use a class or style:name." },
      ],
      "svelte/button-has-type": "error",
      "svelte/no-target-blank": "error",
      "svelte/require-each-key": "error",
      "svelte/valid-compile": "error",
    },
  },
  { files: ["src/**/*.{ts,svelte}"], rules: only(host, bindings, views, backend) },
  { files: ["src/components/**"], rules: only(host, bindings, views, backend, sideways) },
  { files: ["src/backend/**"], rules: only(views, components, state) },
  { files: ["src/lib/**"], rules: only(host, bindings, views, components, backend, state) },
  { files: ["src/state/**"], rules: only(host, bindings, views, components) },
  {
    files: ["src/components/shared/**"],
    rules: only(host, bindings, views, backend, domains, sideways),
  },
  { files: ["src/components/frame/**", "src/App.svelte"], rules: only(host, bindings, backend) },
  { files: ["src/main.ts"], rules: only(host, bindings, views) },
);
