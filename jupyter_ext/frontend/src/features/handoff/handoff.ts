import { trans } from '../../core/trans';
import type { Handoff, Line, PartName } from './wire';

/** The parts in their order, each with its heading and what stands there if nothing else does. */
export const PARTS: readonly { name: PartName; title: string; empty: string }[] = [
  {
    name: 'state',
    get title() {
      return trans.__('State');
    },
    get empty() {
      return trans.__('Nothing was decided, agreed or ended.');
    }
  },
  {
    name: 'actions',
    get title() {
      return trans.__('Actions');
    },
    get empty() {
      return trans.__('Nothing is in progress and nobody waits for an answer.');
    }
  },
  {
    name: 'awareness',
    get title() {
      return trans.__('Awareness');
    },
    get empty() {
      return trans.__('Nothing new to know.');
    }
  },
  {
    name: 'contingencies',
    get title() {
      return trans.__('Contingencies');
    },
    get empty() {
      return trans.__('Nothing in dispute, nothing to watch.');
    }
  },
  {
    name: 'acknowledgement',
    get title() {
      return trans.__('Acknowledgement');
    },
    get empty() {
      return trans.__('Nobody has taken this over yet.');
    }
  }
];

export function linesOf(handoff: Handoff): Line[] {
  return PARTS.flatMap(({ name }) => handoff.parts[name]);
}

/** "3 changes, 2 open items" */
export function summaryOf(handoff: Handoff): string {
  return trans.__(
    '%1, %2',
    trans._n('%1 change', '%1 changes', handoff.news),
    trans._n('%1 open item', '%1 open items', handoff.waiting)
  );
}
