/** The review queue as the server answers it. */

import type { Dispute } from '../../api/wire/entry';
import type { ReviewItem as ItemView } from '../../api/wire/types';
import type { Entry } from '../../core/entry';
import { entriesOf, versionsOf } from '../../core/entry';

/**
 * `versions`: one entry with several versions. `dispute`: two entries that contradict. `replacement`:
 * the first of two shall take the place of the second. `broken`: it holds, and its code is gone.
 */
export type ItemType = ItemView['type'];

/** One thing to look at. `before` and `after` are what the AI is and would be shown of it. */
export interface ReviewItem {
  /** The same for as long as the item is about the same versions. */
  readonly key: string;
  readonly type: ItemType;
  readonly entries: readonly [Entry, ...Entry[]];
  readonly before: string;
  readonly after: string;
  readonly at: number;
  readonly dispute: Dispute | null;
  /** Why the code of a broken one is gone; empty for others. */
  readonly cause: string;
}

/** An item; null where it names no entry, or not what it is about. */
function itemOf({
  type,
  entries,
  before,
  after,
  at,
  dispute,
  cause
}: ItemView): ReviewItem | null {
  // The first entry belongs to the first side, so they keep the server's order.
  const [first, ...others] = entries.flatMap(one => entriesOf([one]));
  const between = type === 'dispute' || type === 'replacement';
  if (first === undefined || between !== (dispute !== null)) {
    return null;
  }
  const sides = dispute?.sides ?? versionsOf(first).map(version => version.id);
  const key = [type, ...sides].join(' ');
  const items = { entries: [first, ...others] as const, before, after, at };
  return { key, type, ...items, dispute, cause };
}

export function queueOf(items: readonly ItemView[]): ReviewItem[] {
  return items.flatMap(item => itemOf(item) ?? []);
}
