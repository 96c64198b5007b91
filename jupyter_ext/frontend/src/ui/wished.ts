/** What somebody chose, shown at once, until it is known to hold or not. */

import { useRef, useState } from 'react';

/**
 * What was wished last and is under way, or null, and how to wish.
 *
 * Wishes are sent one after the other; the end of an earlier one leaves a later one shown.
 */
export function useWished<T>(
  send: (wish: T) => Promise<void>
): [T | null, (wish: T) => Promise<void>] {
  const [wished, setWished] = useState<{ wish: T } | null>(null);
  const before = useRef<Promise<void>>(Promise.resolve());
  return [
    wished && wished.wish,
    wish => {
      const own = { wish };
      setWished(own);
      const sent = before.current
        .then(() => send(wish))
        .finally(() => setWished(now => (now === own ? null : now)));
      before.current = sent.catch(() => undefined);
      return sent;
    }
  ];
}
