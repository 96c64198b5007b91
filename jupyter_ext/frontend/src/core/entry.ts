import { CONSTANTS } from '../api/wire/constants';
import type {
  EntryRecord,
  EntryStatus,
  Kind,
  Revision,
  SharedKind
} from '../api/wire/entry';
import { revisionOf, SHARED_KINDS } from '../api/wire/entry';
import type { EntryView } from '../api/wire/types';
import { trans } from './trans';

/** One piece of shared context, or a private note. Everything in it is oldest first. */
export interface Entry extends EntryRecord {
  readonly revisions: readonly Revision[];
  /** Revisions that no other one names as a parent. */
  readonly heads: readonly Revision[];
  /** The heads as if nothing rejected had been written: what was before stands again. */
  readonly standing: readonly Revision[];
}

export const KIND_LABELS: Readonly<Record<Kind, { one: string; many: string }>> = {
  convention: {
    get one() {
      return trans.__('Convention');
    },
    get many() {
      return trans.__('Conventions');
    }
  },
  decision: {
    get one() {
      return trans.__('Decision');
    },
    get many() {
      return trans.__('Decisions');
    }
  },
  work: {
    get one() {
      return trans.__('Work in progress');
    },
    get many() {
      return trans.__('Work in progress');
    }
  },
  discussion: {
    get one() {
      return trans.__('Discussion');
    },
    get many() {
      return trans.__('Discussions');
    }
  },
  knowledge: {
    get one() {
      return trans.__('Knowledge');
    },
    get many() {
      return trans.__('Knowledge');
    }
  },
  note: {
    get one() {
      return trans.__('Note');
    },
    get many() {
      return trans.__('Notes');
    }
  }
};

/** Kinds that the context owner accepts before they count. */
export const WAITS_FOR_OWNER: ReadonlySet<SharedKind> = new Set(
  SHARED_KINDS.filter(kind => CONSTANTS.default_policies[kind] !== 'open')
);

function byAge(a: Revision, b: Revision): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Revisions that no other revision names as a parent, oldest first. */
export function headsOf(revisions: Iterable<Revision>): Revision[] {
  const all = [...revisions];
  const superseded = new Set(all.flatMap(revision => revision.parents));
  return all.filter(revision => !superseded.has(revision.id)).sort(byAge);
}

/**
 * The heads as if nothing rejected had been written, but for what it builds on. A rejection takes
 * the proposals that it turns down with it.
 */
export function standingOf(revisions: Iterable<Revision>): Revision[] {
  const all = new Map([...revisions].map(revision => [revision.id, revision]));
  const out = new Set<string>();
  const rejected = [...all.values()].filter(({ status }) => status === 'rejected');
  for (let one = rejected.pop(); one !== undefined; one = rejected.pop()) {
    out.add(one.id);
    for (const parent of one.parents) {
      const proposal = all.get(parent);
      if (proposal?.status === 'proposed' && !out.has(parent)) {
        rejected.push(proposal);
      }
    }
  }
  const kept = [...all.values()].filter(revision => !out.has(revision.id));
  const superseded = new Set<string>();
  const pending = kept.flatMap(revision => revision.parents);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (!superseded.has(id)) {
      superseded.add(id);
      // What builds on a rejected version replaces what that one was to replace.
      pending.push(...(out.has(id) ? (all.get(id)?.parents ?? []) : []));
    }
  }
  return kept.filter(revision => !superseded.has(revision.id)).sort(byAge);
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
    entries.push({
      ...record,
      revisions: ordered,
      heads: headsOf(ordered),
      standing: standingOf(ordered)
    });
  }
  return entries.sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1));
}

/** Entries as the server's answers hold them, each with its revisions. */
export function entriesOf(wires: readonly EntryView[]): Entry[] {
  return assemble(
    wires.map(({ id, kind, created_by, created_at }) => ({
      id,
      kind,
      created_by,
      created_at
    })),
    wires.flatMap(wire => wire.revisions.map(revisionOf))
  );
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
  return entry.standing.length > 1;
}

/** Whether any version still speaks. */
export function isLive(entry: Entry): boolean {
  return entry.standing.some(
    head => head.status === 'proposed' || head.status === 'accepted'
  );
}

/** The versions to show: those that stand, or the rejected ones where none does. */
export function versionsOf(entry: Entry): readonly Revision[] {
  return entry.standing.length > 0 ? entry.standing : entry.heads;
}

/** The ids of the shown versions: what the next version of the entry follows. */
export function seenIds(entry: Entry): string[] {
  return versionsOf(entry).map(version => version.id);
}

/** The version to show first: the newest. */
export function newestHead(entry: Entry): Revision | undefined {
  return versionsOf(entry).at(-1);
}

/** The one status of an undisputed entry; null where versions stand side by side. */
export function statusOf(entry: Entry): EntryStatus | null {
  return isDisputed(entry) ? null : (newestHead(entry)?.status ?? null);
}

/** Versions that arrived since a form was opened with `seen` as its heads. */
export function unseenHeads(entry: Entry, seen: readonly string[]): Revision[] {
  return versionsOf(entry).filter(head => !seen.includes(head.id));
}

/** Whether versions that it builds on have left the live document; the server has them. */
export function lacksVersions(entry: Entry): boolean {
  const known = new Set(entry.revisions.map(revision => revision.id));
  return entry.revisions.some(({ parents }) => parents.some(id => !known.has(id)));
}

/** All versions of an entry, newest first: those it has, and older ones. */
export function allVersions(entry: Entry, older: readonly Revision[]): Revision[] {
  const known = new Map([...older, ...entry.revisions].map(one => [one.id, one]));
  return [...known.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** The version that holds below a proposal: the last accepted one that it builds on; null: none. */
export function heldBelow(entry: Entry, proposal: Revision): Revision | null {
  const known = new Map(entry.revisions.map(revision => [revision.id, revision]));
  const pending = [...proposal.parents];
  const seen = new Set<string>();
  for (let id = pending.shift(); id !== undefined; id = pending.shift()) {
    const found = known.get(id);
    if (found?.status === 'accepted') {
      return found;
    }
    if (found !== undefined && !seen.has(id)) {
      seen.add(id);
      pending.push(...found.parents);
    }
  }
  return null;
}

/** The newest rejection that nothing has followed, unless the entry has moved on without it. */
export function rejectionOf(entry: Entry): Revision | null {
  const last = entry.heads.filter(head => head.status === 'rejected').at(-1);
  const newest = entry.standing.at(-1);
  return last !== undefined && (newest === undefined || newest.at <= last.at)
    ? last
    : null;
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
