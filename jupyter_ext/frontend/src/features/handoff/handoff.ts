import type { Handoff, Line, PartName } from './wire';

/** The parts in their order, each with its heading and what stands there if nothing else does. */
export const PARTS: readonly { name: PartName; title: string; empty: string }[] = [
  { name: 'state', title: 'State', empty: 'Nothing was decided, agreed or ended.' },
  {
    name: 'actions',
    title: 'Actions',
    empty: 'Nothing is in progress and nobody waits for an answer.'
  },
  { name: 'awareness', title: 'Awareness', empty: 'Nothing new to know.' },
  {
    name: 'contingencies',
    title: 'Contingencies',
    empty: 'Nothing in dispute, nothing to watch.'
  },
  {
    name: 'acknowledgement',
    title: 'Acknowledgement',
    empty: 'Nobody has taken this over yet.'
  }
];

export function linesOf(handoff: Handoff): Line[] {
  return PARTS.flatMap(({ name }) => handoff.parts[name]);
}

/** "3 changes, 2 open items" */
export function summaryOf(handoff: Handoff): string {
  const open = handoff.waiting ?? linesOf(handoff).filter(line => line.open).length;
  const count = (n: number, word: string): string =>
    `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${count(handoff.news, 'change')}, ${count(open, 'open item')}`;
}
