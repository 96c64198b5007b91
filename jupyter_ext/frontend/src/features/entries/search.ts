/**
 * Which entries a search box and a filter leave over, and in which groups. Pure.
 */

import type { Kind } from '../../api/wire/entry';
import { creditsOf, writersOf } from '../../core/credits';
import type { Entry } from '../../core/entry';
import { isDisputed, isLive, versionsOf } from '../../core/entry';
import { trans } from '../../core/trans';

export type Filter = 'live' | 'relevant' | 'proposed' | 'disputed' | 'closed' | 'all';

export const FILTERS: readonly { value: Filter; label: string }[] = [
  {
    value: 'live',
    get label() {
      return trans.__('In force');
    }
  },
  {
    value: 'relevant',
    get label() {
      return trans.__('Relevant to me');
    }
  },
  {
    value: 'proposed',
    get label() {
      return trans.__('Waiting for the owner');
    }
  },
  {
    value: 'disputed',
    get label() {
      return trans.__('In dispute');
    }
  },
  {
    value: 'closed',
    get label() {
      return trans.__('Retired or rejected');
    }
  },
  {
    value: 'all',
    get label() {
      return trans.__('Everything');
    }
  }
];

/** Lower case without diacritics, so that "cafe" finds "Café". */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Whether every word of the query occurs in the title, body or writers of one of the versions. */
export function matches(
  entry: Entry,
  query: string,
  nameOf: (username: string) => string = username => username
): boolean {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return true;
  }
  return versionsOf(entry).some(head => {
    const writers = writersOf(creditsOf(entry, head)).flatMap(n => [n, nameOf(n)]);
    const text = fold([head.title, head.body, ...writers, entry.kind].join('\n'));
    return words.every(word => text.includes(word));
  });
}

export function passes(entry: Entry, filter: Filter): boolean {
  switch (filter) {
    case 'live':
    case 'relevant':
      return isLive(entry);
    case 'proposed':
      return entry.standing.some(head => head.status === 'proposed');
    case 'disputed':
      return isDisputed(entry);
    case 'closed':
      return !isLive(entry);
    case 'all':
      return true;
  }
}

/** Entries by kind in the order of `kinds`; kinds without any are left out. */
export function groupByKind<K extends Kind>(
  entries: readonly Entry[],
  kinds: readonly K[]
): { kind: K; entries: Entry[] }[] {
  return kinds
    .map(kind => ({ kind, entries: entries.filter(entry => entry.kind === kind) }))
    .filter(group => group.entries.length > 0);
}
