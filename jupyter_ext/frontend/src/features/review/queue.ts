/**
 * The queue of what waits for the owner: its items as values, and what keys do in it. Pure; refuses
 * to know how it is drawn and who may act.
 */

import type { Revision } from '../../api/wire/entry';
import type { Entry } from '../../core/entry';
import { creditsOf } from '../../core/credits';
import { KIND_LABELS, newestHead, versionsOf } from '../../core/entry';
import { trans } from '../../core/trans';
import type { ItemType, ReviewItem } from './wire';

export const TYPE_LABELS: Readonly<Record<ItemType, string>> = {
  get proposal() {
    return trans.__('proposed');
  },
  get versions() {
    return trans.__('in dispute');
  },
  get dispute() {
    return trans.__('contradiction');
  },
  get replacement() {
    return trans.__('replacement');
  },
  get broken() {
    return trans.__('code is gone');
  }
};

/** The versions that an item is about, each with its entry. */
export function sidesOf(item: ReviewItem): { entry: Entry; revision: Revision }[] {
  const [first] = item.entries;
  if (item.dispute === null) {
    return versionsOf(first).map(revision => ({ entry: first, revision }));
  }
  return item.dispute.sides.flatMap(id =>
    item.entries.flatMap(entry =>
      entry.revisions
        .filter(revision => revision.id === id)
        .map(revision => ({ entry, revision }))
    )
  );
}

/** The ids of the versions that an item is about. */
export function sideIds(item: ReviewItem): string[] {
  return sidesOf(item).map(({ revision }) => revision.id);
}

/** What to call an item: the titles of what it is about. */
export function titleOf(item: ReviewItem): string {
  return item.dispute !== null
    ? sidesOf(item)
        .map(({ revision }) => revision.title)
        .join(' / ')
    : (newestHead(item.entries[0])?.title ?? '');
}

export type Order = 'waiting' | 'newest' | 'kind' | 'person' | 'area';

/** The orders that one can choose; `waiting` is the server’s: disputes first, the oldest first. */
export const ORDERS: readonly { readonly value: Order; readonly label: string }[] = [
  {
    value: 'waiting',
    get label() {
      return trans.__('Longest waiting');
    }
  },
  {
    value: 'newest',
    get label() {
      return trans.__('Newest first');
    }
  },
  {
    value: 'kind',
    get label() {
      return trans.__('By kind');
    }
  },
  {
    value: 'person',
    get label() {
      return trans.__('By person');
    }
  },
  {
    value: 'area',
    get label() {
      return trans.__('By area');
    }
  }
];

/** The items in that order; what is equal stays as the server has it. */
export function inOrder(
  items: readonly ReviewItem[],
  order: Order,
  nameOf: (username: string) => string
): readonly ReviewItem[] {
  if (order === 'waiting') {
    return items;
  }
  if (order === 'newest') {
    return [...items].sort((a, b) => b.at - a.at);
  }
  const word = (item: ReviewItem): string => {
    const [entry] = item.entries;
    const newest = newestHead(entry);
    switch (order) {
      case 'kind':
        return KIND_LABELS[entry.kind].one;
      case 'person':
        return newest === undefined ? '' : nameOf(creditsOf(entry, newest).written.by);
      case 'area':
        return newest?.area ?? '';
    }
  };
  return [...items].sort((a, b) => word(a).localeCompare(word(b)));
}

export type Intent =
  'next' | 'previous' | 'select' | 'accept' | 'reject' | 'merge' | 'undo';

/** What a key means in the queue; null for keys that it leaves alone. */
export function intentOf(key: string): Intent | null {
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return 'next';
    case 'k':
    case 'ArrowUp':
      return 'previous';
    case ' ':
      return 'select';
    case 'a':
      return 'accept';
    case 'r':
      return 'reject';
    case 'm':
      return 'merge';
    case 'u':
      return 'undo';
    default:
      return null;
  }
}

/** The place to go to from `at` in a list, which never leaves it. */
export function moved(at: number, intent: 'next' | 'previous', length: number): number {
  return Math.max(0, Math.min(length - 1, at + (intent === 'next' ? 1 : -1)));
}

/** What an action is about: the chosen proposals, or the current one where none is chosen. */
export function targets(
  items: readonly ReviewItem[],
  chosen: ReadonlySet<string>,
  current: string | null
): ReviewItem[] {
  const proposals = items.filter(item => item.type === 'proposal');
  const picked = proposals.filter(item => chosen.has(item.key));
  return picked.length > 0 ? picked : proposals.filter(item => item.key === current);
}
