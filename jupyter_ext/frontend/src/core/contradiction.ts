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
  /** Whether it is a dispute; else it is a hint. */
  readonly sure: boolean;
}

/** The same, with the other entry, and the versions of both that it speaks of: the own one first. */
export interface Contradicts extends Clash {
  readonly entry: Entry;
  readonly versions: readonly [string, string];
  /** Whether the own one is the first side: of a replacement, what shall take the other's place. */
  readonly first: boolean;
}

/** The contradictions of each entry by its id; those with an entry that is not known are left out. */
export function contradictionsOf(
  entries: Iterable<Entry>,
  disputes: Iterable<Dispute>
): Map<string, Contradicts[]> {
  const titles = titlesByRevision(entries);
  const found = new Map<string, Contradicts[]>();
  for (const { entries: ids, sides, quotes, rule, why, sure } of disputes) {
    for (const [at, to] of [
      [0, 1],
      [1, 0]
    ] as const) {
      const other = titles.get(sides[to]);
      if (other !== undefined) {
        const own = found.get(ids[at]) ?? [];
        found.set(ids[at], own);
        own.push({
          ...other,
          rule,
          why,
          sure,
          own: quotes[at],
          other: quotes[to],
          versions: [sides[at], sides[to]],
          first: at === 0
        });
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
  return RULES[nameOf(rule)] ?? '';
}

/** Whether it says that one entry shall replace the other. */
export function isReplacement({ rule }: { readonly rule: string }): boolean {
  return nameOf(rule) === 'replaces';
}

/** Who said it, where a member did; null where a rule or the AI found it. */
export function saidBy(rule: string): string | null {
  const at = rule.indexOf(':');
  return ['member', 'replaces'].includes(nameOf(rule)) ? rule.slice(at + 1) : null;
}

/** A rule’s name, without who said it: `member:alice`. */
function nameOf(rule: string): string {
  return rule.split(':', 1)[0] ?? '';
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
  },
  get member() {
    return trans.__('said by a member');
  },
  get replaces() {
    return trans.__('a replacement that waits');
  }
};
