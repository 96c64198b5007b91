/** Entries, their versions and disputes as the server sends them. */

import { asNumber, asText, asTextOrNull, asTexts, isRecord, oneOf } from '../guards';

/**
 * What comes over the wire: types of the server's JSON and the guards that admit it. Refuses to
 * trust a byte of it: a missing or mistyped field becomes a harmless default, and a value without
 * an id is dropped.
 */

export type SharedKind =
  'convention' | 'decision' | 'work' | 'discussion' | 'knowledge';

export type Kind = SharedKind | 'note';

export type EntryStatus =
  'proposed' | 'accepted' | 'rejected' | 'superseded' | 'retired';

export const SHARED_KINDS: readonly SharedKind[] = [
  'convention',
  'decision',
  'work',
  'discussion',
  'knowledge'
];

const KINDS: readonly Kind[] = [...SHARED_KINDS, 'note'];

const STATUSES: readonly EntryStatus[] = [
  'proposed',
  'accepted',
  'rejected',
  'superseded',
  'retired'
];

/** One immutable version of an entry. `at` is in milliseconds since 1970, UTC. */
export interface Revision {
  readonly id: string;
  readonly entry: string;
  readonly parents: readonly string[];
  readonly author: string;
  readonly at: number;
  readonly title: string;
  readonly body: string;
  readonly status: EntryStatus;
  readonly area: string | null;
  readonly source: string;
  /** What the statement is about, where somebody said so. */
  readonly subject: string | null;
  readonly attribute: string | null;
  readonly value: string | null;
  readonly scope: string | null;
  /** Why it was rejected, retired, merged or resolved so; empty where nobody said. */
  readonly reason: string;
  /** The revisions that it speaks of. */
  readonly links: readonly string[];
}

/** Two entries that contradict, by which rule, and what it read on either side. */
export interface Dispute {
  readonly entries: readonly [string, string];
  readonly sides: readonly [string, string];
  readonly rule: string;
  readonly quotes: readonly [string, string];
  readonly why: string;
}

/** An entry's own fields, without its revisions. */
export interface EntryRecord {
  readonly id: string;
  readonly kind: Kind;
  readonly created_by: string;
  readonly created_at: number;
}

export function parseStatusOf(value: unknown): EntryStatus | null {
  return oneOf(STATUSES, value);
}

export function parseRevision(value: unknown, id?: string): Revision | null {
  if (!isRecord(value)) {
    return null;
  }
  const name = id ?? asText(value['id']);
  const entry = asText(value['entry']);
  if (name === '' || entry === '') {
    return null;
  }
  return {
    id: name,
    entry,
    parents: asTexts(value['parents']),
    author: asText(value['author']),
    at: asNumber(value['at']),
    title: asText(value['title']),
    body: asText(value['body']),
    status: oneOf(STATUSES, value['status']) ?? 'proposed',
    area: asTextOrNull(value['area']),
    source: asText(value['source']),
    subject: asTextOrNull(value['subject']),
    attribute: asTextOrNull(value['attribute']),
    value: asTextOrNull(value['value']),
    scope: asTextOrNull(value['scope']),
    reason: asText(value['reason']),
    links: asTexts(value['links'])
  };
}

function pairOf(value: unknown): [string, string] | null {
  const [a, b, ...more] = asTexts(value);
  return a === undefined || b === undefined || more.length > 0 ? null : [a, b];
}

export function parseDispute(value: unknown): Dispute | null {
  if (!isRecord(value)) {
    return null;
  }
  const entries = pairOf(value['entries']);
  const sides = pairOf(value['sides']);
  if (entries === null || sides === null) {
    return null;
  }
  return {
    entries,
    sides,
    rule: asText(value['rule']),
    quotes: pairOf(value['quotes']) ?? ['', ''],
    why: asText(value['why'])
  };
}

export function parseEntryRecord(value: unknown, id?: string): EntryRecord | null {
  if (!isRecord(value)) {
    return null;
  }
  const name = id ?? asText(value['id']);
  const kind = oneOf(KINDS, value['kind']);
  if (name === '' || kind === null) {
    return null;
  }
  return {
    id: name,
    kind,
    created_by: asText(value['created_by']),
    created_at: asNumber(value['created_at'])
  };
}
