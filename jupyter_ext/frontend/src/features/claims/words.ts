/** Work in progress in words: grades, lines, what a letter about an overlap begins with. Pure. */

import { trans } from '../../core/trans';
import { listed } from '../../ui/format';
import type { Notice } from './model';

type Lines = Notice['places'][number]['yours'];

/** Why two people's work meets in a file. */
export function gradeWord(grade: string): string {
  switch (grade) {
    case 'will_conflict':
      return trans.__('Same lines: git will not merge them by itself');
    case 'same_symbol':
      return trans.__('Same function or class');
    case 'signature_against_caller':
      return trans.__('A function’s parameters against its callers');
    case 'rename_or_delete_against_edit':
      return trans.__('Moved or removed against edited');
    case 'same_cell':
      return trans.__('Same cell');
    case 'leased':
      return trans.__('One asked the others to leave it alone');
    case 'same_decision':
      return trans.__('Same open decision');
    default:
      return trans.__('Same file, apart from each other');
  }
}

/** What came of merging both where nobody sees it; empty where that could not be tried. */
export function triedWord(place: { grade: string; tried: boolean }): string {
  if (!place.tried) {
    return '';
  }
  return place.grade === 'will_conflict'
    ? trans.__('Tried: would conflict')
    : trans.__('Tried: merges cleanly');
}

/** Line ranges as they are read: "12–14, 20"; empty where none is known. */
export function linesText(lines: Lines): string {
  const shown = lines.slice(0, 6).map(({ first, last }) => {
    if (last < first) {
      return trans.__('after %1', last);
    }
    return first === last ? String(first) : `${first}–${last}`;
  });
  return shown.join(', ') + (lines.length > 6 ? '…' : '');
}

/** The files of a notice, for a title. */
export function placesText(notice: Notice): string {
  const [first, ...more] = notice.places.map(({ path }) => path);
  return more.length === 0
    ? (first ?? '')
    : trans._n('%2 and %1 more file', '%2 and %1 more files', more.length, first ?? '');
}

/** What a message about it begins with: the files, with the lines of both. */
export function letterBody(notice: Notice): string {
  return notice.places
    .map(({ path, yours, theirs }) => {
      const both = [
        yours.length > 0 ? trans.__('mine: %1', linesText(yours)) : '',
        theirs.length > 0 ? trans.__('yours: %1', linesText(theirs)) : ''
      ].filter(part => part !== '');
      return `- \`${path}\`${both.length > 0 ? ` (${both.join('; ')})` : ''}`;
    })
    .join('\n');
}

/** "Ada and Bob work here". */
export function atWork(names: readonly string[]): string {
  return trans._n('%2 works here', '%2 work here', names.length, listed(names));
}
