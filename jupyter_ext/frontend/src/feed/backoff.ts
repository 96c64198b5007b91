/** How long to wait before the next attempt. Pure: the caller brings the randomness and the clock. */

export const FIRST_DELAY = 500;
export const LONGEST_DELAY = 30_000;

/**
 * Milliseconds before attempt `attempt` (0, 1, 2, ...): doubling from half a second to thirty, spread
 * over the upper half so that clients of a restarted server don't all return at once.
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling * (0.5 + 0.5 * random));
}
