/** What two people made of one text, put together where they changed different lines. Pure. */

import { applyPatch, diffLines, structuredPatch } from 'diff';

export interface Line {
  readonly change: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** The lines of both texts in order, with what becomes of each. */
export function lineDiff(before: string, after: string): Line[] {
  return diffLines(ended(before), ended(after)).flatMap(({ added, removed, value }) => {
    const change = added ? 'new' : removed ? 'gone' : 'same';
    return linesOf(value).map((text): Line => ({ change, text }));
  });
}

/** The proposed change made to the text of now; null where both changed the same lines. */
export function merged(base: string, now: string, proposed: string): string | null {
  if (now === base) {
    return proposed;
  }
  const patch = structuredPatch('', '', ended(base), ended(proposed), '', '', {
    context: 1
  });
  const found = applyPatch(ended(now), patch, { fuzzFactor: 0 });
  return found === false ? null : found.replace(/\n$/, '');
}

/** The last line has an end like the others, so that adding one below it does not change it. */
function ended(text: string): string {
  return text === '' ? '' : `${text}\n`;
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
