/** Turns as the server sends them and as a notebook has saved them. */

import {
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord,
  numberOrNull,
  oneOf
} from '../guards';

export type Visibility = 'shared' | 'private';

export type TurnStatus = 'streaming' | 'complete' | 'partial' | 'failed';

const TURN_STATUSES: readonly TurnStatus[] = [
  'streaming',
  'complete',
  'partial',
  'failed'
];

/** One question and its answer. `text` is null where the wire left it out. */
export interface Turn {
  readonly id: string;
  readonly asker: string;
  readonly visibility: Visibility;
  readonly question: string;
  readonly model: string;
  readonly model_label: string;
  readonly at: number;
  readonly status: TurnStatus;
  readonly path: string | null;
  readonly cell: string | null;
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly tokens_cached: number;
  readonly cost: number | null;
  readonly seconds: number | null;
  readonly ended: number | null;
  readonly shown: readonly string[];
  readonly problem: string | null;
  readonly source: string;
  /** The thread, message or option that it belongs to. */
  readonly about: string | null;
  readonly text: string | null;
}

/** What a cell's output carries: the turn's name while it streams, its summary at the end. */
export interface TurnBundle {
  readonly turn: string;
  readonly status: TurnStatus;
  readonly asker: string | null;
  readonly model_label: string | null;
  readonly demo: boolean;
  readonly problem: string | null;
}

export function parseTurn(value: unknown): Turn | null {
  if (!isRecord(value)) {
    return null;
  }
  const id = asText(value['id']);
  const status = oneOf(TURN_STATUSES, value['status']);
  if (id === '' || status === null) {
    return null;
  }
  return {
    id,
    asker: asText(value['asker']),
    // Whatever does not say that it is shared is kept out of the shared list.
    visibility: value['visibility'] === 'shared' ? 'shared' : 'private',
    question: asText(value['question']),
    model: asText(value['model']),
    model_label: asText(value['model_label']) || asText(value['model']),
    at: asNumber(value['at']),
    status,
    path: asTextOrNull(value['path']),
    cell: asTextOrNull(value['cell']),
    tokens_in: asNumber(value['tokens_in']),
    tokens_out: asNumber(value['tokens_out']),
    tokens_cached: asNumber(value['tokens_cached']),
    cost: numberOrNull(value['cost']),
    seconds: numberOrNull(value['seconds']),
    ended: numberOrNull(value['ended']),
    shown: asTexts(value['shown']),
    problem: asTextOrNull(value['problem']),
    source: asText(value['source']),
    about: asTextOrNull(value['about']),
    text: typeof value['text'] === 'string' ? value['text'] : null
  };
}

export function parseBundle(value: unknown): TurnBundle | null {
  if (!isRecord(value) || asText(value['turn']) === '') {
    return null;
  }
  return {
    turn: asText(value['turn']),
    status: oneOf(TURN_STATUSES, value['status']) ?? 'streaming',
    asker: asTextOrNull(value['asker']),
    model_label: asTextOrNull(value['model_label']),
    demo: value['demo'] === true,
    problem: asTextOrNull(value['problem'])
  };
}

/** A MIME bundle's text, which a file may hold as a list of lines. */
export function savedText(value: unknown): string | null {
  if (Array.isArray(value)) {
    return value.join('');
  }
  return typeof value === 'string' ? value : null;
}
