/** What an answer used, in words: its tokens, and what the provider's cache did to its cost. */

import type { Turn } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { money } from '../../ui/format';

/** The prompt, what of it the cache was read for or written to, and the answer. */
export function tokensOf(turn: Turn): string {
  const read = turn.tokens_cached.toLocaleString();
  const written = turn.tokens_written.toLocaleString();
  const counts = [
    trans.__('%1 in', turn.tokens_in.toLocaleString()),
    ...(turn.tokens_cached > 0
      ? [trans.__('of them %1 read from the cache', read)]
      : []),
    ...(turn.tokens_written > 0 ? [trans.__('%1 written to the cache', written)] : []),
    trans.__('%1 out', turn.tokens_out.toLocaleString())
  ];
  return counts.join(', ');
}

/** What the provider's cache did to the cost, in a sentence. */
export function savedBy(saved: number): string {
  return saved > 0
    ? trans.__('saved %1, since others asked before', money(saved))
    : trans.__('%1 more, which the next asks save', money(-saved));
}
