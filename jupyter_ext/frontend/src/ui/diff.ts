/** Two texts as pieces that stay, go and come, word by word. Pure. */

import { diffWordsWithSpace } from 'diff';

export interface Piece {
  readonly change: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Words gone and new above which one text is shown as replaced by the other. */
const LARGEST = 2_000;
/** Characters of what stays that are shown at each end of it; between them it is left out. */
const AROUND = 120;

/** The words of both texts in order: as few as possible gone and new, what goes before what comes. */
export function wordDiff(before: string, after: string): Piece[] {
  const a = plain(before);
  const b = plain(after);
  const found = diffWordsWithSpace(a, b, { maxEditLength: LARGEST });
  if (found === undefined) {
    return [
      { change: 'gone', text: a },
      { change: 'new', text: b }
    ];
  }
  return found.map(({ removed, added, value }) => ({
    change: removed ? 'gone' : added ? 'new' : 'same',
    text: value
  }));
}

/** The pieces without the middle of what stays, where that is long; none of a change is left out. */
export function shortened(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, at) => {
    const { change, text } = piece;
    if (change !== 'same' || text.length <= 3 * AROUND) {
      return piece;
    }
    const head = at === 0 ? '' : text.slice(0, AROUND);
    const tail = at === pieces.length - 1 ? '' : text.slice(-AROUND);
    return { change, text: `${head} […] ${tail}` };
  });
}

function plain(text: string): string {
  return text.replace(/\r\n/g, '\n').trim();
}
