// Finds elements by role and name, one inside the other: the body of a function
// whose first argument is a list of { role, name, part }. Returns all matches.
const ROLES = {
  alert: "[role=alert]",
  alertdialog: "[role=alertdialog]",
  button: "button:not([role]), [role=button], input[type=submit], input[type=button], summary",
  cell: "td:not([role]), [role=cell], [role=gridcell]",
  checkbox: "input[type=checkbox]:not([role]), [role=checkbox]",
  columnheader: "th:not([scope=row]):not([role]), [role=columnheader]",
  combobox: "select:not([role]):not([multiple]), [role=combobox]",
  dialog: "dialog[open]:not([role]), [role=dialog], [role=alertdialog]",
  form: "form",
  group: "fieldset:not([role]), [role=group]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  link: "a[href]:not([role]), [role=link]",
  list: "ul:not([role]), ol:not([role]), [role=list]",
  listitem: "li:not([role]), [role=listitem]",
  main: "main, [role=main]",
  menuitem: "[role=menuitem]",
  navigation: "nav:not([role]), [role=navigation]",
  option: "option, [role=option]",
  radio: "input[type=radio]:not([role]), [role=radio]",
  radiogroup: "[role=radiogroup]",
  region: "section[aria-label], section[aria-labelledby], aside, [role=region], [role=complementary]",
  row: "tr:not([role]), [role=row]",
  searchbox: "input[type=search]:not([role]), [role=searchbox]",
  status: "output, [role=status]",
  switch: "[role=switch]",
  tab: "[role=tab]",
  table: "table:not([role]), [role=table], [role=grid]",
  tabpanel: "[role=tabpanel]",
  textbox:
    "input:not([type]), input[type=text], input[type=password], input[type=url], input[type=search], " +
    "input[type=number], textarea, [role=textbox]",
};

const flat = (text) => text.replace(/\s+/g, " ").trim();

function words(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.getAttribute("aria-hidden") === "true" || !node.checkVisibility()) return "";
  if (node.hasAttribute("aria-label")) return ` ${node.getAttribute("aria-label")} `;
  if (node.tagName === "IMG") return node.alt;
  const inside = [...node.childNodes].map(words).join("");
  return getComputedStyle(node).display.startsWith("inline") ? inside : ` ${inside} `;
}

function nameOf(element) {
  const labelledBy = element.getAttribute("aria-labelledby");
  if (labelledBy) {
    const parts = labelledBy.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "");
    if (flat(parts.join(" "))) return flat(parts.join(" "));
  }
  if (element.getAttribute("aria-label")) return flat(element.getAttribute("aria-label"));
  if (element.labels?.length) return flat([...element.labels].map(words).join(" "));
  if (element.tagName === "TABLE" && element.caption) return flat(element.caption.textContent);
  if (element.tagName === "FIELDSET") return flat(element.querySelector("legend")?.textContent ?? "");
  if (element.tagName === "INPUT") return flat(element.value && element.type === "submit" ? element.value : element.placeholder || element.title);
  return flat(words(element)) || flat(element.title);
}

function matches(element, step) {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.closest("[inert], [aria-hidden=true]")) return false;
  if (step.name === null) return true;
  const name = nameOf(element);
  return step.part ? name.includes(step.name) : name === step.name;
}

let found = [document];
for (const step of arguments[0]) {
  const selector = ROLES[step.role];
  if (!selector) throw new Error(`no such role: ${step.role}`);
  const next = new Set();
  for (const scope of found) {
    for (const element of scope.querySelectorAll(selector)) {
      if (matches(element, step)) next.add(element);
    }
  }
  found = [...next];
}
return found;
