// Which of the texts stand on the screen, each whole in an element of its own:
// the body of a function whose argument is the list of them. White space,
// controls and what replaces them are left out; a long one may be cut.
const MOST = 60;
const plain = (text) =>
  [...text.replace(/[\s\p{Cc}\p{Cf}\ufffd]/gu, "")].slice(0, MOST).join("");

const shown = new Set();
for (const it of document.body.querySelectorAll("*")) {
  if (it.checkVisibility() && it.textContent.length < 20_000) shown.add(plain(it.textContent));
}
return arguments[0].flatMap((text, index) => {
  const own = plain(text);
  return own !== "" && shown.has(own) ? [index] : [];
});
