/** What a member did to a board last, and the command that takes it back. Refuses to send. */

import type { Command } from '../../api/wire/command';
import { trans } from '../../core/trans';
import type { FieldName, Fields, Move } from './sprint';
import { cardOf, cardsOf, OUT, titleOf } from './sprint';
import type { Sprint, Task } from './wire';

export interface Undo {
  /** What it takes back, in words. */
  readonly what: string;
  /** The card that it is about, as it is now. */
  readonly find: (sprint: Sprint) => Task | undefined;
  /** Whether the card is still as this left it: nobody else’s change is taken back. */
  readonly holds: (task: Task) => boolean;
  readonly command: (sprint: Sprint, task: Task) => Command;
}

/** How a move is taken back that was made on this board. */
export function undoMove(before: Sprint, move: Move): Undo | null {
  const card = cardOf(before, move.task);
  if (card === undefined) {
    return null;
  }
  const cards = cardsOf(before, card.column);
  const next = cards[cards.findIndex(({ id }) => id === card.id) + 1]?.id ?? null;
  return {
    what: trans.__('%1 moved to %2', card.key, titleOf(before, move.column)),
    find: sprint => cardOf(sprint, move.task),
    holds: ({ column, apart }) =>
      column === move.column && !apart.some(({ field }) => field === 'column'),
    command: (sprint, task) => ({
      command: 'sprint_move',
      sprint: sprint.id,
      task: task.id,
      column: card.column,
      before: next,
      seen: [...task.placed]
    })
  };
}

/** How an edit is taken back. */
export function undoEdit(before: Sprint, id: string, fields: Fields): Undo | null {
  const card = cardOf(before, id);
  if (card === undefined) {
    return null;
  }
  const names = Object.keys(fields) as FieldName[];
  return {
    what: trans.__('%1 changed', card.key),
    find: sprint => cardOf(sprint, id),
    holds: task =>
      names.every(name => writtenIn(task, name) === fields[name]) &&
      !task.apart.some(({ field }) => field in fields),
    command: (sprint, task) => ({
      command: 'sprint_edit',
      sprint: sprint.id,
      task: task.id,
      fields: Object.fromEntries(names.map(name => [name, writtenIn(card, name)])),
      seen: seenOf(task, names)
    })
  };
}

/** How a task is taken out again that this member added to this board. */
export function undoAdd(
  before: Sprint,
  title: string,
  column: string,
  by: string
): Undo {
  const known = new Set(before.tasks.map(({ id }) => id));
  return {
    what: trans.__('“%1” added', title),
    find: ({ tasks }) =>
      tasks.find(task => !known.has(task.id) && task.title === title && task.by === by),
    holds: task =>
      task.column === column &&
      task.comments.length === 0 &&
      Object.values(task.heads).every(facts => facts.every(fact => fact === task.id)),
    command: (sprint, task) => ({
      command: 'sprint_move',
      sprint: sprint.id,
      task: task.id,
      column: OUT,
      before: null,
      seen: [...task.placed]
    })
  };
}

/** A field as it was written: a member is shown by their name, whatever a task calls them. */
function writtenIn(task: Task, name: FieldName): Task[FieldName] {
  return name === 'assignee' ? (task.written ?? task.assignee) : task[name];
}

/** The facts that stated these fields last. */
export function seenOf(task: Task, names: readonly FieldName[]): string[] {
  return [...new Set(names.flatMap(name => task.heads[name] ?? []))];
}
