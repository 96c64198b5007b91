/**
 * Who wrote a version’s text, who changed it later and who judged it: three things, all derived.
 * Pure. `core/credits.py` derives the same for the server, and both are held to one table of cases.
 */

import type { EntryRecord, EntryStatus, Revision } from '../api/wire/entry';

/** What a version is that says its parent’s text once more to end it. */
const ENDED: ReadonlySet<EntryStatus> = new Set(['rejected', 'retired', 'superseded']);

/** Who did it, and when (ms since 1970). */
export interface Act {
  readonly by: string;
  readonly at: number;
}

/** Whose a version is. */
export interface Credits {
  /** Who wrote the first text that it comes from. */
  readonly author: string;
  /** Who changed title, body or keyed fields later, or wrote what was merged into it, in that order. */
  readonly editors: readonly string[];
  /** When its own text was first said, and by whom. */
  readonly written: Act;
  /** The acceptance of the proposal with the same text; null where it never waited. */
  readonly accepted: Act | null;
  /** Who rejected, retired or superseded it. */
  readonly ended: Act | null;
}

/** The author and the editors. */
export function writersOf({ author, editors }: Credits): readonly string[] {
  return [author, ...editors];
}

/** Who accepted what somebody else wrote; empty where nobody did. */
export function accepterOf({ accepted, written }: Credits): string {
  return accepted !== null && accepted.by !== written.by ? accepted.by : '';
}

/** An entry with the versions that are here: more than it holds, where older ones were fetched. */
export type Known = Pick<EntryRecord, 'created_by' | 'created_at'> & {
  readonly revisions: readonly Revision[];
};

/**
 * The credits of one version of the entry. Where versions that it comes from are not here (a
 * compacted document), whoever began the entry is its author, and the first version that is here
 * counts as an edit.
 */
export function creditsOf(entry: Known, revision: Revision): Credits {
  const lineage = new Lineage(entry.revisions);
  const line = lineage.of(revision, one => lineage.sources(one));
  const written = line.filter(one => !lineage.repeats(one));
  const whole = line.every(one => !lineage.lacks(one));
  const begun = (whole ? written[0]?.author : undefined) ?? entry.created_by;
  const run = lineage.of(revision, one => lineage.same(one));
  const first = run.find(one => !lineage.repeats(one));
  const waits = revision.status === 'proposed' || revision.status === 'rejected';
  const editors = written
    .flatMap(({ writers, author }) => [...writers, author])
    .filter(name => name !== begun);
  return {
    author: begun,
    editors: [...new Set(editors)],
    written:
      first === undefined
        ? { by: entry.created_by, at: entry.created_at }
        : actOf(first),
    accepted: waits ? null : lineage.acceptance(run),
    ended: ENDED.has(revision.status) ? actOf(revision) : null
  };
}

/** An entry’s versions by what each of them took its text from. */
class Lineage {
  constructor(revisions: readonly Revision[]) {
    this._known = new Map(revisions.map(one => [one.id, one]));
  }

  /** The parents whose text it says again. */
  same(revision: Revision): Revision[] {
    return this._parents(revision).filter(one => saysSame(one, revision));
  }

  /** What its text comes from: those whose text it says again, else all parents. */
  sources(revision: Revision): Revision[] {
    const same = this.same(revision);
    return same.length > 0 ? same : this._parents(revision);
  }

  lacks(revision: Revision): boolean {
    return revision.parents.some(id => !this._known.has(id));
  }

  /** Whether the text is not its own; an ending of a version that is not here has none. */
  repeats(revision: Revision): boolean {
    const lost = this.lacks(revision) && ENDED.has(revision.status);
    return lost || this.same(revision).length > 0;
  }

  /** The last time that a proposal was accepted as it was. */
  acceptance(run: readonly Revision[]): Act | null {
    const found = run
      .filter(({ status }) => status === 'accepted')
      .filter(one => this.same(one).some(({ status }) => status === 'proposed'))
      .at(-1);
    return found === undefined ? null : actOf(found);
  }

  /** The version and those that `back` leads to, each after those that it comes from. */
  of(revision: Revision, back: (one: Revision) => readonly Revision[]): Revision[] {
    const done: Revision[] = [];
    const begun = new Set<string>();
    const pending: [Revision, boolean][] = [[revision, false]];
    for (let top = pending.pop(); top !== undefined; top = pending.pop()) {
      const [one, visited] = top;
      if (visited) {
        done.push(one);
      } else if (!begun.has(one.id)) {
        begun.add(one.id);
        const parents = [...back(one)].reverse();
        pending.push(
          [one, true],
          ...parents.map((p): [Revision, boolean] => [p, false])
        );
      }
    }
    return done;
  }

  /** Those that are here, oldest first. */
  private _parents(revision: Revision): Revision[] {
    return revision.parents
      .flatMap(id => this._known.get(id) ?? [])
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }

  private readonly _known: ReadonlyMap<string, Revision>;
}

function actOf({ author, at }: Revision): Act {
  return { by: author, at };
}

function saysSame(a: Revision, b: Revision): boolean {
  return SAID.every(field => a[field] === b[field]);
}

const SAID = ['title', 'body', 'subject', 'attribute', 'value', 'scope'] as const;
