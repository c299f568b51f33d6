// Where the window begins: listen for problems, ask the host who is there,
// paint the frame without waiting for the answer.
import { mount } from "svelte";

import App from "./App.svelte";
import { watchForProblems } from "./backend/problems";
import { createConsole } from "./state/console";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/table.css";

watchForProblems();
const console = createConsole();
console.settings.applyTo(document.documentElement);
const target = document.getElementById("app");
if (target) mount(App, { target, props: { console } });
