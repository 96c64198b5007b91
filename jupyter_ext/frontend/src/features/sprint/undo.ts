/** What a member did to a board last, and the command that takes it back. Refuses to send. */

import type { Command } from '../../api/wire/command';
import { trans } from '../../core/trans';
import type { FieldName, Fields, Move } from './sprint';
import { cardOf, cardsOf, titleOf } from './sprint';
import type { Sprint, Task } from './wire';

export interface Undo {
  /** What it takes back, in words. */
  readonly what: string;
  readonly task: string;
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
    task: move.task,
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
    task: id,
    holds: task =>
      names.every(name => task[name] === fields[name]) &&
      !task.apart.some(({ field }) => field in fields),
    command: (sprint, task) => ({
      command: 'sprint_edit',
      sprint: sprint.id,
      task: task.id,
      fields: Object.fromEntries(names.map(name => [name, card[name]])),
      seen: seenOf(task, names)
    })
  };
}

/** The facts that stated these fields last. */
export function seenOf(task: Task, names: readonly FieldName[]): string[] {
  return [...new Set(names.flatMap(name => task.heads[name] ?? []))];
}
