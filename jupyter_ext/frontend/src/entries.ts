/**
 * Entries as values: their heads, whether they are in dispute, and what to call them. Pure; refuses
 * to know where revisions come from.
 */

import type { EntryRecord, EntryStatus, Kind, Revision, SharedKind } from './wire';

/** One piece of shared context, or a private note. Revisions and heads are oldest first. */
export interface Entry extends EntryRecord {
  readonly revisions: readonly Revision[];
  readonly heads: readonly Revision[];
}

export const KIND_LABELS: Readonly<Record<Kind, { one: string; many: string }>> = {
  convention: { one: 'Convention', many: 'Conventions' },
  decision: { one: 'Decision', many: 'Decisions' },
  work: { one: 'Work in progress', many: 'Work in progress' },
  discussion: { one: 'Discussion', many: 'Discussions' },
  knowledge: { one: 'Knowledge', many: 'Knowledge' },
  note: { one: 'Note', many: 'Notes' }
};

/** Kinds that the context owner accepts before they count. */
export const WAITS_FOR_OWNER: ReadonlySet<SharedKind> = new Set<SharedKind>([
  'convention',
  'decision'
]);

function byAge(a: Revision, b: Revision): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Revisions that no other revision names as a parent, oldest first. */
export function headsOf(revisions: Iterable<Revision>): Revision[] {
  const all = [...revisions];
  const superseded = new Set(all.flatMap(revision => revision.parents));
  return all.filter(revision => !superseded.has(revision.id)).sort(byAge);
}

/** Put records and revisions together, newest entry first; a record without revisions is left out. */
export function assemble(
  records: Iterable<EntryRecord>,
  revisions: Iterable<Revision>
): Entry[] {
  const byEntry = new Map<string, Map<string, Revision>>();
  for (const revision of revisions) {
    const own = byEntry.get(revision.entry) ?? new Map<string, Revision>();
    own.set(revision.id, revision);
    byEntry.set(revision.entry, own);
  }
  const entries: Entry[] = [];
  for (const record of new Map([...records].map(r => [r.id, r])).values()) {
    const own = byEntry.get(record.id);
    if (own === undefined) {
      continue;
    }
    const ordered = [...own.values()].sort(byAge);
    entries.push({ ...record, revisions: ordered, heads: headsOf(ordered) });
  }
  return entries.sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1));
}

/** The union of two views of the same room: nothing that either of them holds is lost. */
export function mergeEntries(
  a: readonly Entry[],
  b: readonly Entry[]
): readonly Entry[] {
  if (b.length === 0) {
    return a;
  }
  const both = [...a, ...b];
  return assemble(
    both,
    both.flatMap(entry => entry.revisions)
  );
}

/** Whether two people's versions stand side by side. */
export function isDisputed(entry: Entry): boolean {
  return entry.heads.length > 1;
}

/** Whether any head still speaks. */
export function isLive(entry: Entry): boolean {
  return entry.heads.some(
    head => head.status === 'proposed' || head.status === 'accepted'
  );
}

/** The version to show first: the newest head. */
export function newestHead(entry: Entry): Revision | undefined {
  return entry.heads[entry.heads.length - 1];
}

/** The one status of an undisputed entry; null where heads stand side by side. */
export function statusOf(entry: Entry): EntryStatus | null {
  return isDisputed(entry) ? null : (entry.heads[0]?.status ?? null);
}

/** Revisions that arrived since a form was opened with `seen` as its heads. */
export function unseenHeads(entry: Entry, seen: readonly string[]): Revision[] {
  return entry.heads.filter(head => !seen.includes(head.id));
}

/** Titles by revision id, for the list of what an answer was shown. */
export function titlesByRevision(
  entries: Iterable<Entry>
): Map<string, { entry: Entry; title: string }> {
  const titles = new Map<string, { entry: Entry; title: string }>();
  for (const entry of entries) {
    for (const revision of entry.revisions) {
      titles.set(revision.id, { entry, title: revision.title });
    }
  }
  return titles;
}
