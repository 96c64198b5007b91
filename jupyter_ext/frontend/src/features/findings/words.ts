/** Which findings are shown, and how their state is put. Pure. */

import { kindLabel } from '../../core/kinds';
import { trans } from '../../core/trans';
import type { Finding } from './model';

export const SHOWS = ['all', 'doubtful', 'mine'] as const;
export type Show = (typeof SHOWS)[number];

export function showLabel(show: Show): string {
  switch (show) {
    case 'all':
      return trans.__('All findings');
    case 'doubtful':
      return trans.__('What changed or differs');
    case 'mine':
      return trans.__('Mine');
  }
}

/** Whether something speaks against resting on it. */
export function doubtful(finding: Finding): boolean {
  const changed = finding.state === 'touched' || finding.state === 'broken';
  return changed || finding.check?.state === 'differs';
}

export function chosen(
  findings: readonly Finding[],
  show: Show,
  area: string,
  you: string
): readonly Finding[] {
  return findings.filter(
    one =>
      (show === 'all' || (show === 'mine' ? one.by === you : doubtful(one))) &&
      (area === '' || one.area === area)
  );
}

/** The areas that have findings, in order. */
export function areasIn(findings: readonly Finding[]): readonly string[] {
  const named = findings.flatMap(({ area }) => (area === null ? [] : [area]));
  return [...new Set(named)].sort((one, other) => one.localeCompare(other));
}

export function checkWord(state: 'confirmed' | 'differs' | 'failed'): string {
  switch (state) {
    case 'confirmed':
      return trans.__('confirmed');
    case 'differs':
      return trans.__('differs');
    case 'failed':
      return trans.__('could not run');
  }
}

/** What rests on a finding, and how that stands. */
export function restingWord(kind: string, state: string): string {
  return `${kindLabel(kind)}, ${stateWord(state)}`;
}

/** How an entry or a message stands; the word itself for a state that is not ours. */
export function stateWord(state: string): string {
  switch (state) {
    case 'accepted':
      return trans.__('accepted');
    case 'proposed':
      return trans.__('proposed');
    case 'disputed':
      return trans.__('in dispute');
    case 'open':
      return trans.__('open');
    case 'ended':
      return trans.__('ended');
    default:
      return state;
  }
}
