/** Two texts as lines that stay, go and come. Pure. */

import { diffArrays } from 'diff';

export interface Line {
  readonly change: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Lines gone and new above which the middle is shown as replaced whole. */
const LARGEST = 1_000;

/** The lines of both texts in order: as few as possible gone and new, what goes before what comes. */
export function lineDiff(before: string, after: string): Line[] {
  const a = linesOf(before);
  const b = linesOf(after);
  const found = diffArrays(a, b, { maxEditLength: LARGEST });
  return found === undefined
    ? replaced(a, b)
    : found.flatMap(({ removed, added, value }) =>
        value.map(line(removed ? 'gone' : added ? 'new' : 'same'))
      );
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
}

function line(change: Line['change']): (text: string) => Line {
  return text => ({ change, text });
}

/** What both begin and end with, and between it all of one text before all of the other. */
function replaced(a: readonly string[], b: readonly string[]): Line[] {
  const start = alike(a, b);
  const end = alike(a.slice(start).reverse(), b.slice(start).reverse());
  return [
    ...a.slice(0, start).map(line('same')),
    ...a.slice(start, a.length - end).map(line('gone')),
    ...b.slice(start, b.length - end).map(line('new')),
    ...a.slice(a.length - end).map(line('same'))
  ];
}

/** How many lines both begin with. */
function alike(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, place) => text !== b[place]);
  return at === -1 ? a.length : at;
}
