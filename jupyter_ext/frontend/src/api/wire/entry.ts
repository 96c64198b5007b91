/**
 * Entries, their versions and disputes: as the server answers them, and as documents hold them. What
 * stands in a document may be anybody's: a mistyped field becomes a harmless default.
 */

import { asNumber, asText, asTextOrNull, asTexts, isRecord, oneOf } from '../guards';
import { CONSTANTS } from './constants';
import type { DisputeView, EntryView, RevisionView } from './types';

export type Kind = EntryView['kind'];

export type SharedKind = Exclude<Kind, 'note'>;

export type EntryStatus = RevisionView['status'];

export type Dispute = DisputeView;

export const SHARED_KINDS: readonly SharedKind[] = CONSTANTS.shared_kinds;

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
  /** Who wrote, in other entries, what was merged into this one. */
  readonly writers: readonly string[];
}

/** An entry's own fields, without its revisions. */
export type EntryRecord = Pick<EntryView, 'id' | 'kind' | 'created_by' | 'created_at'>;

/** A version as an answer has it, with what it leaves out. */
export function revisionOf(wire: RevisionView): Revision {
  const { subject = null, attribute = null, value = null, scope = null } = wire;
  const { reason = '', links = [], writers = [] } = wire;
  return { ...wire, subject, attribute, value, scope, reason, links, writers };
}

/** A version as a document has it, which another version may have written; null for nonsense. */
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
    status: oneOf(CONSTANTS.statuses, value['status']) ?? 'proposed',
    area: asTextOrNull(value['area']),
    source: asText(value['source']),
    subject: asTextOrNull(value['subject']),
    attribute: asTextOrNull(value['attribute']),
    value: asTextOrNull(value['value']),
    scope: asTextOrNull(value['scope']),
    reason: asText(value['reason']),
    links: asTexts(value['links']),
    writers: asTexts(value['writers'])
  };
}

/** An entry as a document has it; null for nonsense. */
export function parseEntryRecord(value: unknown, id?: string): EntryRecord | null {
  if (!isRecord(value)) {
    return null;
  }
  const name = id ?? asText(value['id']);
  const kind = oneOf(CONSTANTS.kinds, value['kind']);
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
