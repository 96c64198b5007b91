/** A sprint as the server sends it. A missing or mistyped field becomes a harmless default. */

import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord
} from '../../api/guards';

export interface Apart {
  readonly field: string;
  readonly said: readonly { readonly by: string; readonly value: string }[];
}

export interface Task {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly assignee: string | null;
  readonly estimate: number | null;
  readonly area: string | null;
  readonly column: string;
  /** The facts that placed it, to be named when it is moved. */
  readonly placed: readonly string[];
  readonly apart: readonly Apart[];
}

export interface Column {
  readonly name: string;
  readonly title: string;
}

export interface Load {
  readonly assignee: string | null;
  readonly planned: number;
  readonly capacity: number | null;
  readonly over: boolean;
}

export interface Sprint {
  readonly id: string;
  readonly goal: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly ended: boolean;
  readonly revealed: boolean;
  readonly columns: readonly Column[];
  /** In the order of the board. */
  readonly tasks: readonly Task[];
  /** For each task those it waits for, by id. */
  readonly waits: ReadonlyMap<string, readonly string[]>;
  readonly critical: ReadonlySet<string>;
  readonly loads: readonly Load[];
}

/** The answer of `GET sprint`; null where there is no sprint, undefined where it is none. */
export function parseSprint(answer: unknown): Sprint | null | undefined {
  if (!isRecord(answer)) {
    return undefined;
  }
  const sprint = answer['sprint'];
  if (sprint === null) {
    return null;
  }
  if (!isRecord(sprint)) {
    return undefined;
  }
  const waits = isRecord(answer['waits']) ? answer['waits'] : {};
  return {
    id: asText(sprint['id']),
    goal: asText(sprint['goal']),
    start: asTextOrNull(sprint['start']),
    end: asTextOrNull(sprint['end']),
    ended: typeof sprint['ended_at'] === 'number',
    revealed: sprint['revealed'] === true,
    columns: asList(sprint['columns'], parseColumn),
    tasks: asList(sprint['tasks'], parseTask),
    waits: new Map(Object.entries(waits).map(([task, ids]) => [task, asTexts(ids)])),
    critical: new Set(asTexts(answer['critical'])),
    loads: asList(answer['loads'], parseLoad)
  };
}

function parseColumn(value: unknown): Column | null {
  return isRecord(value)
    ? { name: asText(value['name']), title: asText(value['title']) }
    : null;
}

function parseTask(value: unknown): Task | null {
  if (!isRecord(value) || asText(value['id']) === '') {
    return null;
  }
  const heads = value['heads'];
  return {
    id: asText(value['id']),
    key: asText(value['key']),
    title: asText(value['title']),
    assignee: asTextOrNull(value['assignee']),
    estimate: typeof value['estimate'] === 'number' ? value['estimate'] : null,
    area: asTextOrNull(value['area']),
    column: asText(value['column']),
    placed: isRecord(heads) ? asTexts(heads['place']) : [],
    apart: asList(value['apart'], parseApart)
  };
}

function parseApart(value: unknown): Apart | null {
  return isRecord(value)
    ? {
        field: asText(value['field']),
        said: asList(value['said'], one =>
          isRecord(one) ? { by: asText(one['by']), value: worded(one['value']) } : null
        )
      }
    : null;
}

function worded(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(worded).join(', ');
  }
  return typeof value === 'number' ? String(value) : asText(value) || 'nothing';
}

function parseLoad(value: unknown): Load | null {
  return isRecord(value)
    ? {
        assignee: asTextOrNull(value['assignee']),
        planned: asNumber(value['planned']),
        capacity: typeof value['capacity'] === 'number' ? value['capacity'] : null,
        over: value['over'] === true
      }
    : null;
}
