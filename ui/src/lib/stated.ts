// Times as the provider stated them: an instant, a day, or a text that is
// neither and is shown as it came.
import type { StatedTimeView } from "~/bindings";

import { dayAt } from "./period";
import { dateText, fullText, parseTime } from "./time";

/** The day in short, `18 Sep`; a text that is no day in quotes. */
export function statedDay(stated: StatedTimeView | null, now: Date): string | null {
  if (!stated) return null;
  const day = stated.day ? dayAt(stated.day) : parseTime(stated.at);
  return day ? dateText(day, now) : `“${stated.raw}”`;
}

/** In full, for a tooltip: the instant where there is one, else as it came. */
export function statedFull(stated: StatedTimeView | null): string | undefined {
  if (!stated) return undefined;
  const at = parseTime(stated.at);
  return at ? `${fullText(at)}, stated as ${stated.raw}` : stated.raw;
}
