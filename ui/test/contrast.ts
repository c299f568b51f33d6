// WCAG contrast of two tokens, from OKLCH through linear sRGB.

/** Linear red, green and blue, each 0 to 1. */
type Rgb = [number, number, number];
export type Tokens = Record<string, Rgb>;

/** The colours of the blocks with exactly these selectors, later ones over earlier ones. */
export function readTokens(css: string, selectors: string[], hue: number): Tokens {
  const tokens: Tokens = {};
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  for (const selector of selectors) {
    for (const [, head, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      if (head?.trim() !== selector) continue;
      for (const [, name, value] of (body ?? "").matchAll(
        /--([\w-]+):\s*oklch\(([^()]*(?:\(--h\))?[^()]*)\);/g,
      )) {
        if (name && value) tokens[name] = parseOklch(value, hue);
      }
    }
  }
  return tokens;
}

/** Contrast of one token on another, 1 to 21. */
export function contrast(tokens: Tokens, front: string, back: string): number {
  const [light, dark] = [luminance(tokens, front), luminance(tokens, back)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(tokens: Tokens, name: string): number {
  const rgb = tokens[name];
  if (!rgb) throw new Error(`no token ${name}`);
  return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

function parseOklch(value: string, hue: number): Rgb {
  const [l = 0, c = 0, h = 0] = value
    .replace("var(--h)", String(hue))
    .split(/[\s/]+/)
    .map(Number);
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
  return rgb.map((part) => Math.min(1, Math.max(0, part))) as Rgb;
}
