/** Messages of one member’s inbox as the server sends them. A missing or mistyped field becomes a harmless default. */

import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord
} from '../../api/guards';

export type MessageKind = 'announcement' | 'query' | 'handoff';

export type Todo = 'acknowledge' | 'answer' | 'accept';

export type MessageState =
  'open' | 'acknowledged' | 'answered' | 'accepted' | 'withdrawn';

export type LineKind = 'reply' | 'answer' | 'accepted';

/** Something said in a message's thread. `entry` is the discussion an answer became part of. */
export interface Line {
  readonly id: string;
  readonly kind: LineKind;
  readonly by: string;
  readonly at: number;
  readonly text: string;
  readonly entry: string | null;
}

/** What a handoff carries; an empty text where it says nothing. */
export interface Parts {
  readonly schema: string;
  readonly interface: string;
  readonly examples: string;
  readonly files: readonly string[];
  readonly left: string;
}

export interface Message {
  readonly id: string;
  readonly kind: MessageKind;
  readonly author: string;
  readonly at: number;
  /** `@username`, `#area` and `@all`. */
  readonly to: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly due: number | null;
  readonly turn: string | null;
  readonly sides: readonly string[];
  readonly parts: Parts;
  readonly lines: readonly Line[];
  /** Who said that they saw it. */
  readonly acknowledged: readonly string[];
  /** What was said so far, by id: what a member has before them. */
  readonly facts: readonly string[];
  readonly state: MessageState;
  readonly waitsFor: readonly string[];
  readonly todo: Todo | null;
  readonly unread: boolean;
  readonly mine: boolean;
}

export interface Inbox {
  readonly items: readonly Message[];
  /** Whom one can address. */
  readonly members: readonly string[];
  readonly areas: readonly string[];
}

const KINDS: readonly MessageKind[] = ['announcement', 'query', 'handoff'];

const STATES: readonly MessageState[] = [
  'open',
  'acknowledged',
  'answered',
  'accepted',
  'withdrawn'
];

const TODOS: readonly Todo[] = ['acknowledge', 'answer', 'accept'];

const LINES: readonly LineKind[] = ['reply', 'answer', 'accepted'];

export function parseInbox(value: unknown): Inbox | null {
  return isRecord(value)
    ? {
        items: asList(value['items'], parseMessage),
        members: asTexts(value['members']),
        areas: asTexts(value['areas'])
      }
    : null;
}

export function parseMessage(value: unknown): Message | null {
  if (!isRecord(value)) {
    return null;
  }
  const id = asText(value['id']);
  const kind = KINDS.find(known => known === value['kind']);
  if (id === '' || kind === undefined) {
    return null;
  }
  const acknowledged = value['acknowledged'];
  return {
    id,
    kind,
    author: asText(value['author']),
    at: asNumber(value['at']),
    to: asTexts(value['to']),
    title: asText(value['title']),
    body: asText(value['body']),
    due: typeof value['due'] === 'number' ? value['due'] : null,
    turn: asTextOrNull(value['turn']),
    sides: asTexts(value['sides']),
    parts: partsOf(value['parts']),
    lines: asList(value['lines'], parseLine),
    acknowledged: isRecord(acknowledged) ? Object.keys(acknowledged) : [],
    facts: asTexts(value['facts']),
    state: STATES.find(known => known === value['state']) ?? 'open',
    waitsFor: asTexts(value['waits_for']),
    todo: TODOS.find(known => known === value['todo']) ?? null,
    unread: value['unread'] === true,
    mine: value['mine'] === true
  };
}

function partsOf(value: unknown): Parts {
  const found = isRecord(value) ? value : {};
  return {
    schema: asText(found['schema']),
    interface: asText(found['interface']),
    examples: asText(found['examples']),
    files: asTexts(found['files']),
    left: asText(found['left'])
  };
}

function parseLine(value: unknown): Line | null {
  if (!isRecord(value)) {
    return null;
  }
  const kind = LINES.find(known => known === value['kind']);
  return kind === undefined
    ? null
    : {
        id: asText(value['id']),
        kind,
        by: asText(value['by']),
        at: asNumber(value['at']),
        text: asText(value['text']),
        entry: asTextOrNull(value['entry'])
      };
}
