/** Which cards of a board are shown, and the lanes in which they lie. Pure: values in, values out. */

import { trans } from '../../core/trans';
import type { Fields } from './sprint';
import { assignees, isBlocked, planned } from './sprint';
import type { Sprint, Task } from './wire';

/** One name; that of nobody, or of no area, is null. */
export type Named = { readonly name: string | null } | null;

export interface CardFilter {
  /** Whose cards; null: everybody’s. */
  readonly whose: Named;
  /** Of which area; null: of all. */
  readonly area: Named;
  /** Words that all occur in the card. */
  readonly text: string;
  /** Only what waits for something that is not done. */
  readonly blocked: boolean;
}

export const ALL_CARDS: CardFilter = {
  whose: null,
  area: null,
  text: '',
  blocked: false
};

export function isFiltering(filter: CardFilter): boolean {
  return (
    filter.whose !== null ||
    filter.area !== null ||
    filter.text.trim() !== '' ||
    filter.blocked
  );
}

/** Whether a card is shown. */
export function shownBy(sprint: Sprint, filter: CardFilter): (task: Task) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return task =>
    (filter.whose === null || task.assignee === filter.whose.name) &&
    (filter.area === null || task.area === filter.area.name) &&
    (words.length === 0 || mentions(task, words)) &&
    (!filter.blocked || isBlocked(sprint, task));
}

function mentions(task: Task, words: readonly string[]): boolean {
  const { key, title, assignee, area, notes } = task;
  const text = [key, title, assignee, area, notes].join('\n').toLowerCase();
  return words.every(word => text.includes(word));
}

/** The areas on the board, in order; null stands for none, where a card has none. */
export function areasOn(sprint: Sprint): (string | null)[] {
  const names = new Set(planned(sprint).map(({ area }) => area));
  const known = [...names].filter((name): name is string => name !== null);
  known.sort((one, two) => one.localeCompare(two));
  return names.has(null) ? [...known, null] : known;
}

export type LaneKind = 'none' | 'person' | 'area';

/** A row of the board. What is dropped into it becomes somebody’s, or of an area. */
export interface Lane {
  readonly key: string;
  readonly title: string;
  readonly fields: Fields;
  readonly holds: (task: Task) => boolean;
}

/** The lanes from top to bottom; without a kind there is one, and it has no title. */
export function lanesOf(sprint: Sprint, kind: LaneKind): readonly Lane[] {
  switch (kind) {
    case 'person':
      return assignees(sprint).map(name => ({
        key: `person ${name ?? ''}`,
        title: name ?? trans.__('Nobody’s'),
        fields: { assignee: name },
        holds: ({ assignee }) => assignee === name
      }));
    case 'area':
      return areasOn(sprint).map(name => ({
        key: `area ${name ?? ''}`,
        title: name ?? trans.__('Without an area'),
        fields: { area: name },
        holds: ({ area }) => area === name
      }));
    default:
      return [{ key: '', title: '', fields: {}, holds: () => true }];
  }
}

/** What a card gets that is dropped into a lane; null where it lies in it already. */
export function changeFor(lane: Lane, task: Task): Fields | null {
  return lane.holds(task) ? null : lane.fields;
}
