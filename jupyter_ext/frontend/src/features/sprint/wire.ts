/** A sprint as the server answers it. */

import { asText } from '../../api/guards';
import type { BoardAnswer, ColumnView, LoadView, TaskView } from '../../api/wire/types';

/** What several people stated of one field at once, in words. */
export interface Apart {
  readonly field: string;
  readonly said: readonly { readonly by: string; readonly value: string }[];
}

export type Task = Pick<
  TaskView,
  'id' | 'key' | 'title' | 'assignee' | 'estimate' | 'area' | 'column'
> & {
  /** The facts that placed it, to be named when it is moved. */
  readonly placed: readonly string[];
  readonly apart: readonly Apart[];
};

export type Column = ColumnView;

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
    loads
  };
}

function taskOf(wire: TaskView): Task {
  const { id, key, title, assignee, estimate, area, column, heads } = wire;
  const placed = heads['place'] ?? [];
  const apart = wire.apart.map(({ field, said }) => ({
    field,
    said: said.map(({ by, value }) => ({ by, value: worded(value) }))
  }));
  return { id, key, title, assignee, estimate, area, column, placed, apart };
}

function worded(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(worded).join(', ');
  }
  return typeof value === 'number' ? String(value) : asText(value) || 'nothing';
}
