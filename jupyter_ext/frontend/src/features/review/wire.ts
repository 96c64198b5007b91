/** The review queue as the server sends it. */

import { asList, asNumber, asText, isRecord } from '../../api/guards';
import type { Dispute } from '../../api/wire/entry';
import { parseDispute } from '../../api/wire/entry';
import type { Entry } from '../../core/entry';
import { parseEntries, versionsOf } from '../../core/entry';

/** `versions`: one entry with several versions. `dispute`: two entries that contradict. */
export type ItemType = 'proposal' | 'versions' | 'dispute';

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
}

const TYPES: readonly ItemType[] = ['proposal', 'versions', 'dispute'];

export function parseItem(value: unknown): ReviewItem | null {
  if (!isRecord(value)) {
    return null;
  }
  const type = TYPES.find(known => known === value['type']);
  const [first, ...others] = inOrder(value['entries']);
  const dispute = parseDispute(value['dispute']);
  if (
    type === undefined ||
    first === undefined ||
    (type === 'dispute') !== (dispute !== null)
  ) {
    return null;
  }
  const sides = dispute?.sides ?? versionsOf(first).map(version => version.id);
  return {
    key: [type, ...sides].join(' '),
    type,
    entries: [first, ...others],
    before: asText(value['before']),
    after: asText(value['after']),
    at: asNumber(value['at']),
    dispute
  };
}

/** The entries as the server names them: the first belongs to the first side. */
function inOrder(value: unknown): Entry[] {
  return Array.isArray(value)
    ? value.flatMap((one: unknown) => parseEntries([one]))
    : [];
}

export function parseReview(value: unknown): ReviewItem[] {
  return asList(value, parseItem);
}
