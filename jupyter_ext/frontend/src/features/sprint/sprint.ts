import { CONSTANTS } from '../../api/wire/constants';
import { trans } from '../../core/trans';
import { listed } from '../../ui/format';
import type { Sprint, Task, Unit } from './wire';

/** Where a card goes that is taken out of the sprint. */
export const OUT = CONSTANTS.taken_out;
export const DONE = CONSTANTS.done;
/** Where a card goes that will not be done. */
export const DROPPED = CONSTANTS.dropped;

/** What a card says and can be edited on it. */
export const FIELDS = ['title', 'assignee', 'estimate', 'area', 'notes'] as const;
export type FieldName = (typeof FIELDS)[number];
export type Fields = Partial<Pick<Task, FieldName>>;

export interface Move {
  readonly task: string;
  readonly column: string;
  /** The card that it is put before; null: the end of the column. */
  readonly before: string | null;
}

/** The cards of a column, from top to bottom. */
export function cardsOf(sprint: Sprint, column: string): Task[] {
  return sprint.tasks.filter(task => task.column === column);
}

/** Those in the sprint: all but what was taken out. */
export function planned(sprint: Sprint): Task[] {
  return sprint.tasks.filter(task => task.column !== OUT);
}

/** Those that were done or are to be done: what was dropped is no work. */
export function work(sprint: Sprint): Task[] {
  return planned(sprint).filter(task => task.column !== DROPPED);
}

/** Whether there is work left on it. */
export function isOpen(task: Task): boolean {
  return task.column !== DONE && task.column !== DROPPED && task.column !== OUT;
}

/** The board with a card moved, as it will be once the server has taken the move. */
export function withMove(sprint: Sprint, move: Move): Sprint {
  const card = sprint.tasks.find(task => task.id === move.task);
  if (card === undefined || move.before === move.task) {
    return sprint;
  }
  const others = sprint.tasks.filter(task => task.id !== move.task);
  const moved: Task = { ...card, column: move.column };
  const at = others.findIndex(
    task => task.id === move.before && task.column === move.column
  );
  const place = at < 0 ? others.length : at;
  return {
    ...sprint,
    tasks: [...others.slice(0, place), moved, ...others.slice(place)]
  };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * What moving a card by one step means; null at the edge of the board. Up and down it passes a card
 * that is `shown`: past those that a filter hides it would seem to stay.
 */
export function stepOf(
  sprint: Sprint,
  task: Task,
  direction: Direction,
  shown: (task: Task) => boolean = () => true
): Move | null {
  if (direction === 'left' || direction === 'right') {
    const at = sprint.columns.findIndex(({ name }) => name === task.column);
    const next = sprint.columns[at + (direction === 'left' ? -1 : 1)];
    return at < 0 || next === undefined
      ? null
      : { task: task.id, column: next.name, before: null };
  }
  const cards = cardsOf(sprint, task.column);
  const at = cards.findIndex(({ id }) => id === task.id);
  if (direction === 'up') {
    const before = cards.slice(0, at).reverse().find(shown);
    return before === undefined
      ? null
      : { task: task.id, column: task.column, before: before.id };
  }
  const passed = cards.findIndex((one, place) => place > at && shown(one));
  return passed < 0
    ? null
    : { task: task.id, column: task.column, before: cards[passed + 1]?.id ?? null };
}

/** The names on the board, in order; null stands for nobody, where a card is nobody's. */
export function assignees(sprint: Sprint): (string | null)[] {
  const names = new Set(planned(sprint).map(task => task.assignee));
  const known = [...names].filter((name): name is string => name !== null);
  known.sort((one, two) => one.localeCompare(two));
  return names.has(null) ? [...known, null] : known;
}

/** Whether a task is that member's: by username or by the name that is displayed. */
export function isOf(
  task: Task,
  member: { readonly username: string; readonly display_name: string }
): boolean {
  const name = task.assignee?.toLowerCase();
  return (
    name === member.username.toLowerCase() || name === member.display_name.toLowerCase()
  );
}

const CARDS = new WeakMap<Sprint, ReadonlyMap<string, Task>>();

/** The card of that id. */
export function cardOf(sprint: Sprint, id: string): Task | undefined {
  let cards = CARDS.get(sprint);
  if (cards === undefined) {
    cards = new Map(sprint.tasks.map(task => [task.id, task]));
    CARDS.set(sprint, cards);
  }
  return cards.get(id);
}

/** What a task waits for that is still to be done. */
export function waitsFor(sprint: Sprint, task: Task): Task[] {
  return (sprint.waits.get(task.id) ?? [])
    .map(id => cardOf(sprint, id))
    .filter((one): one is Task => one !== undefined && isOpen(one));
}

/** Whether a task can't be begun yet. */
export function isBlocked(sprint: Sprint, task: Task): boolean {
  return isOpen(task) && waitsFor(sprint, task).length > 0;
}

/** What cards amount to; those without an estimate count nothing here. */
export function totalOf(tasks: readonly Task[]): number {
  const sum = tasks.reduce((total, { estimate }) => total + (estimate ?? 0), 0);
  return Math.round(sum * 10_000) / 10_000;
}

/** An amount with what it is counted in, where the team has said so. */
export function amountOf(amount: number, unit: Unit): string {
  switch (unit) {
    case 'points':
      return trans._n('%1 point', '%1 points', amount);
    case 'days':
      return trans._n('%1 day', '%1 days', amount);
    default:
      return String(amount);
  }
}

/** The amount in a line; null for none, undefined for what is no amount. */
export function amountIn(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') {
    return null;
  }
  return /^\d{1,6}(\.\d+)?$|^\.\d+$/.test(plain) ? Number(plain) : undefined;
}

/** How many cards, and of how many, where some are not shown. */
export function countIn(all: number, shown: number): string {
  return all === shown
    ? trans._n('%1 card', '%1 cards', all)
    : trans._n('%2 of %1 card', '%2 of %1 cards', all, shown);
}

/** Who waits for a task. */
export function waitedForBy(sprint: Sprint, task: Task): Task[] {
  return planned(sprint).filter(one => sprint.waits.get(one.id)?.includes(task.id));
}

/** How a column is headed: in the member's language, unless the team calls it something else. */
export function titleOf(sprint: Sprint, column: string): string {
  const found = sprint.columns.find(({ name }) => name === column);
  const named = found?.title ?? column;
  const usual = new Map<string, string>(Object.entries(CONSTANTS.columns)).get(column);
  return found !== undefined && named !== usual ? named : (ourTitle(column) ?? named);
}

function ourTitle(column: string): string | null {
  switch (column) {
    case 'todo':
      return trans.__('To do');
    case 'doing':
      return trans.__('In progress');
    case 'review':
      return trans.__('In review');
    case DONE:
      return trans.__('Done');
    case DROPPED:
      return trans.__('Dropped');
    case OUT:
      return trans.__('Taken out');
    default:
      return null;
  }
}

/** What a screen reader says of a card. */
export function spoken(sprint: Sprint, task: Task): string {
  const waits = waitsFor(sprint, task).map(({ key }) => key);
  return [
    `${task.key} ${task.title}`,
    task.assignee ?? trans.__('nobody'),
    ...(task.estimate === null
      ? []
      : [trans.__('estimate %1', amountOf(task.estimate, sprint.unit))]),
    ...(waits.length === 0 ? [] : [trans.__('waits for %1', listed(waits))]),
    ...(sprint.critical.has(task.id) ? [trans.__('on the critical path')] : []),
    ...(task.comments.length === 0
      ? []
      : [trans._n('%1 comment', '%1 comments', task.comments.length)]),
    ...task.apart.map(({ field }) =>
      trans.__('its %1 was changed by several at once', field)
    )
  ].join(', ');
}
