/** A sprint as the server answers it. */

import { asText } from '../../api/guards';
import type {
  ApartView,
  BoardAnswer,
  BurndownAnswer,
  ColumnView,
  CommentView,
  LoadView,
  PokerView,
  TaskView
} from '../../api/wire/types';

/** What several people stated of one field at once, in words. */
export interface Apart {
  readonly field: string;
  readonly said: readonly { readonly by: string; readonly value: string }[];
}

export type Task = Pick<
  TaskView,
  | 'id'
  | 'key'
  | 'title'
  | 'assignee'
  | 'written'
  | 'estimate'
  | 'area'
  | 'notes'
  | 'column'
  | 'heads'
  | 'by'
  | 'comments'
> & {
  /** The facts that placed it, to be named when it is moved. */
  readonly placed: readonly string[];
  readonly apart: readonly Apart[];
};

export type Comment = CommentView;

export type Column = ColumnView;

/** What estimates are counted in; null: nobody has said. */
export type Unit = NonNullable<BoardAnswer['sprint']>['unit'];

/** A round of planning poker that is open. */
export type Poker = PokerView;

export type Burndown = BurndownAnswer;

export type Load = LoadView;

export interface Sprint {
  readonly id: string;
  readonly goal: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly ended: boolean;
  readonly revealed: boolean;
  readonly by: string;
  /** Who noted in secret how it went, and how many may. */
  readonly noted: readonly string[];
  readonly invited: number;
  /** Whether this member shows everybody’s notes. */
  readonly mayReveal: boolean;
  readonly columns: readonly Column[];
  /** In the order of the board. */
  readonly tasks: readonly Task[];
  /** For each task those it waits for, by id. */
  readonly waits: ReadonlyMap<string, readonly string[]>;
  readonly critical: ReadonlySet<string>;
  readonly loads: readonly Load[];
  readonly unit: Unit;
  /** How many cards a column should have at most. */
  readonly limits: ReadonlyMap<string, number>;
  /** The facts to be named when the unit or a limit is changed. */
  readonly heads: Readonly<Record<string, readonly string[]>>;
  /** Which of these several changed at once. */
  readonly apart: readonly Apart[];
  readonly poker: readonly Poker[];
  /** How everybody known is displayed, and the areas: for who types a name. */
  readonly people: readonly string[];
  readonly areas: readonly string[];
}

/** The sprint of an answer; null where there is none. */
export function sprintOf(answer: BoardAnswer): Sprint | null {
  const { sprint, waits = {}, critical = [], loads = [] } = answer;
  if (sprint === null) {
    return null;
  }
  const { id, goal, start, end, revealed, by, noted, columns } = sprint;
  return {
    id,
    goal,
    start,
    end,
    ended: sprint.ended_at !== null,
    revealed,
    by,
    noted,
    invited: answer.invited ?? 0,
    mayReveal: answer.may_reveal ?? false,
    columns,
    tasks: sprint.tasks.map(taskOf),
    waits: new Map(Object.entries(waits)),
    critical: new Set(critical),
    loads,
    unit: sprint.unit,
    limits: new Map(Object.entries(sprint.limits)),
    heads: sprint.heads,
    apart: sprint.apart.map(apartOf),
    poker: answer.poker ?? [],
    people: [...new Set(Object.values(answer.people))].sort((one, two) =>
      one.localeCompare(two)
    ),
    areas: answer.areas
  };
}

function taskOf(wire: TaskView): Task {
  const { id, key, title, assignee, written, estimate, area, notes, column } = wire;
  const { heads, by, comments } = wire;
  const placed = heads['place'] ?? [];
  const apart = wire.apart.map(apartOf);
  return {
    id,
    key,
    title,
    assignee,
    written,
    estimate,
    area,
    notes,
    column,
    heads,
    by,
    comments,
    placed,
    apart
  };
}

function apartOf({ field, said }: ApartView): Apart {
  return { field, said: said.map(({ by, value }) => ({ by, value: worded(value) })) };
}

function worded(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(worded).join(', ');
  }
  return typeof value === 'number' ? String(value) : asText(value) || 'nothing';
}
