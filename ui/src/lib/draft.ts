// What can be seen of a draft before anything is asked.

const LABEL = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;

/** Why a host name cannot be sent; `null` for a good one and for none. */
export function hostnameWrong(typed: string): string | null {
  const name = typed.trim();
  if (name === "") return null;
  if (name.length <= 253 && name.split(".").every((label) => LABEL.test(label))) return null;
  return "Letters, digits and hyphens, parts divided by dots: web-01.example.net";
}

/** Whether what was typed is no whole number. */
export function quantityWrong(typed: string): boolean {
  const text = typed.trim();
  return text !== "" && !/^\d{1,6}$/.test(text);
}
