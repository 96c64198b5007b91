/** What there is to estimate with in planning poker, and what a round comes to. Pure. */

import type { Poker, Unit } from './wire';

/** What there is to choose from, by what estimates are in; anything else can be typed when taking. */
const DECKS = {
  points: [0, 0.5, 1, 2, 3, 5, 8, 13, 20],
  days: [0.5, 1, 1.5, 2, 3, 4, 5, 8, 10]
} as const;

export function deckOf(unit: Unit): readonly number[] {
  return DECKS[unit ?? 'points'];
}

/** What most people estimate; of several the largest, which somebody has a reason for. */
export function commonOf(round: Poker): number | null {
  const counts = new Map<number, number>();
  for (const { estimate } of round.estimates) {
    if (estimate !== null) {
      counts.set(estimate, (counts.get(estimate) ?? 0) + 1);
    }
  }
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
  return ranked[0]?.[0] ?? null;
}
