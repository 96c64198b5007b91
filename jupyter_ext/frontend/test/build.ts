import type { EntryRecord, Revision } from '../src/api/wire/entry';
import type { Turn } from '../src/api/wire/turn';

export function record(id: string, more: Partial<EntryRecord> = {}): EntryRecord {
  return { id, kind: 'decision', created_by: 'alice', created_at: 1, ...more };
}

export function revision(
  id: string,
  entry: string,
  more: Partial<Revision> = {}
): Revision {
  return {
    id,
    entry,
    parents: [],
    author: 'alice',
    at: 1,
    title: `Title of ${id}`,
    body: '',
    status: 'accepted',
    area: null,
    source: 'sidebar',
    subject: null,
    attribute: null,
    value: null,
    scope: null,
    reason: '',
    links: [],
    writers: [],
    ...more
  };
}

export function turn(id: string, more: Partial<Turn> = {}): Turn {
  return {
    id,
    asker: 'alice',
    visibility: 'shared',
    question: 'Why?',
    model: 'm',
    model_label: 'M',
    at: 1,
    status: 'streaming',
    path: null,
    cell: null,
    tokens_in: 0,
    tokens_out: 0,
    tokens_cached: 0,
    tokens_written: 0,
    tokens_hour: 0,
    saved: null,
    cost: null,
    seconds: null,
    ended: null,
    shown: [],
    problem: null,
    source: 'cell',
    about: null,
    text: null,
    ...more
  };
}
