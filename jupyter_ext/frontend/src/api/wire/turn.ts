/** Turns as the server sends them and as a notebook has saved them. */

import { asText, asTextOrNull, isRecord, oneOf } from '../guards';
import type { TurnSummary, TurnView } from './types';

export type Visibility = TurnSummary['visibility'];

export type TurnStatus = TurnSummary['status'];

const TURN_STATUSES: readonly TurnStatus[] = [
  'streaming',
  'complete',
  'partial',
  'failed'
];

/**
 * One question and its answer. `text`, `selection`, `calls` and `thinking` are not there where the wire
 * left them out.
 */
export type Turn = TurnSummary &
  Pick<TurnView, 'selection' | 'calls' | 'thinking'> & { readonly text: string | null };

/** A turn as an answer or an event has it. */
export function turnOf(wire: TurnSummary | TurnView): Turn {
  return { text: null, ...wire };
}

/** What a cell's output carries: the turn's name while it streams, its summary at the end. */
export interface TurnBundle {
  readonly turn: string;
  readonly status: TurnStatus;
  readonly asker: string | null;
  readonly model_label: string | null;
  readonly demo: boolean;
  readonly problem: string | null;
  /** What stands above the answer in the file: who asked which model. */
  readonly line: string | null;
  /** How often tools were used; what came is the server's to tell. */
  readonly calls: number;
  /** Whether the server has what the model thought before it. */
  readonly thought: boolean;
  /** The answer as the model wrote it, where the file's Markdown holds less. */
  readonly text: string | null;
}

/** What a saved output says of a turn; null where it names none. */
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
    problem: asTextOrNull(value['problem']),
    line: asTextOrNull(value['line']),
    calls: typeof value['calls'] === 'number' ? value['calls'] : 0,
    thought: value['thought'] === true,
    text: asTextOrNull(value['text'])
  };
}

/** The answer as the file has it, without the line above it; null where there is none. */
export function savedAnswer(
  bundle: TurnBundle | null,
  markdown: unknown
): string | null {
  const text = savedText(markdown);
  const line = bundle?.line ?? null;
  return line !== null && text?.startsWith(line) === true
    ? text.slice(line.length).replace(/^\n\n/, '')
    : text;
}

/** A MIME bundle's text, which a file may hold as a list of lines. */
export function savedText(value: unknown): string | null {
  if (Array.isArray(value)) {
    return value.join('');
  }
  return typeof value === 'string' ? value : null;
}
