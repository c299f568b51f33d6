// What an answer could have done if it were read as markup: the body of a
// function. Returns what ran, what was built of it, and how wide the page is.
const OWN = new Set(
  ("A ASIDE BDI BLOCKQUOTE BODY BR BUTTON CAPTION CIRCLE CODE DD DETAILS DIV DL DT ELLIPSE FIELDSET FOOTER FORM G " +
    "H1 H2 H3 H4 HEADER INPUT KBD LABEL LEGEND LI LINE MAIN MARK NAV OL OPTION OUTPUT P PATH POLYGON POLYLINE PRE " +
    "PROGRESS RECT SECTION SELECT SMALL SPAN STRONG SUMMARY SVG TABLE TBODY TD TEXTAREA TH THEAD TIME TR UL").split(" "),
);
const acts = (it) =>
  it.name.startsWith("on") ||
  ["action", "formaction", "src", "srcdoc", "contenteditable", "xlink:href"].includes(it.name) ||
  (it.name === "href" && /^\s*[a-z]+:/i.test(it.value));

const built = [...document.body.querySelectorAll("*")]
  .filter((it) => !OWN.has(it.tagName.toUpperCase()) || [...it.attributes].some(acts))
  .map((it) => it.outerHTML.slice(0, 160));
const beyond = [...document.querySelectorAll("base, meta[http-equiv=refresh], head script:not([src])")];

return {
  ran: Object.keys(window).filter((name) => name.startsWith("__hit")),
  built: [...built, ...beyond.map((it) => it.outerHTML.slice(0, 160))],
  wide: document.documentElement.scrollWidth > innerWidth + 1,
};
