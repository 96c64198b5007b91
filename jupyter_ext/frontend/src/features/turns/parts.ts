/** An answer as it came: its text in pieces, and between them what was asked of tools. Pure. */

import type { CallView } from '../../api/wire/types';

/** What was asked of tools, and the text that came after it. */
export interface AnswerPart {
  readonly calls: readonly CallView[];
  readonly text: string;
}

/** What stands between what a model says before a tool and after it. */
const BREAK = '\n\n';

/** The text, cut where tools were used; a call of which no place is known stands above all of it. */
export function partsOf(text: string, calls: readonly CallView[]): AnswerPart[] {
  const cuts = new Map<number, CallView[]>();
  for (const call of calls) {
    const place = cutAt(text, call.place ?? 0);
    cuts.set(place, [...(cuts.get(place) ?? []), call]);
  }
  const places = [...new Set([0, ...cuts.keys()])].sort((a, b) => a - b);
  return places.map((place, at) => ({
    calls: cuts.get(place) ?? [],
    text: text.slice(place, places[at + 1] ?? text.length)
  }));
}

/** The end of the paragraph that a tool was used in: its last words may have come a little later. */
function cutAt(text: string, place: number): number {
  if (place <= 0) {
    return 0;
  }
  const end = text.indexOf(BREAK, place);
  return end < 0 ? text.length : end;
}
