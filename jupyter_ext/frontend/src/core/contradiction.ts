/** Contradictions between entries, as each side sees them. Pure. */

import type { Dispute } from '../api/wire/entry';
import type { Frame } from '../api/wire/frame';
import type { Entry } from './entry';
import { titlesByRevision } from './entry';
import { trans } from './trans';

/** A contradiction as one side sees it: the other's title, the rule, and both quotes. */
export interface Clash {
  readonly title: string;
  readonly rule: string;
  readonly why: string;
  readonly own: string;
  readonly other: string;
}

/** The same, with the other entry. */
export interface Contradicts extends Clash {
  readonly entry: Entry;
}

/** The contradictions of each entry by its id; those with an entry that is not known are left out. */
export function contradictionsOf(
  entries: Iterable<Entry>,
  disputes: Iterable<Dispute>
): Map<string, Contradicts[]> {
  const titles = titlesByRevision(entries);
  const found = new Map<string, Contradicts[]>();
  for (const { entries: ids, sides, quotes, rule, why } of disputes) {
    for (const [at, to] of [
      [0, 1],
      [1, 0]
    ] as const) {
      const other = titles.get(sides[to]);
      if (other !== undefined) {
        const own = found.get(ids[at]) ?? [];
        found.set(ids[at], own);
        own.push({ ...other, rule, why, own: quotes[at], other: quotes[to] });
      }
    }
  }
  return found;
}

/** The disputes after a change, in the order in which the server lists all of them. */
export function disputesAfter(
  disputes: readonly Dispute[],
  { items, gone }: Pick<Extract<Frame, { type: 'disputes_change' }>, 'items' | 'gone'>
): readonly Dispute[] {
  const left = new Set([...gone, ...items.map(({ sides }) => sides)].map(keyOf));
  const kept = disputes.filter(({ sides }) => !left.has(keyOf(sides)));
  return [...kept, ...items].sort((a, b) => (keyOf(a.sides) < keyOf(b.sides) ? -1 : 1));
}

/** Ids hold no blank, so a pair of them has one key only. */
function keyOf(sides: readonly string[]): string {
  return sides.join(' ');
}

/** What kind of contradiction it is, as a colleague would say it; empty for one that has no word. */
export function ruleSaid(rule: string): string {
  return RULES[rule] ?? '';
}

const RULES: Readonly<Record<string, string>> = {
  get keyed() {
    return trans.__('different values of one thing');
  },
  get number() {
    return trans.__('different numbers');
  },
  get unit() {
    return trans.__('different units');
  },
  get version() {
    return trans.__('different versions');
  },
  get date() {
    return trans.__('different dates');
  },
  get choice() {
    return trans.__('different choices');
  },
  get opposite() {
    return trans.__('opposites');
  },
  get must() {
    return trans.__('one demands what the other rules out');
  },
  get negation() {
    return trans.__('one says what the other denies');
  },
  get who() {
    return trans.__('different people');
  },
  get place() {
    return trans.__('different places');
  },
  get judge() {
    return trans.__('found by the AI');
  }
};
