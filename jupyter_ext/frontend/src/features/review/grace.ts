/** Acts that wait a moment before they are sent, so that a slip can be undone. */

import { useCallback, useEffect, useRef, useState } from 'react';

/** Milliseconds in which an act can be undone. */
const GRACE = 6_000;

/** An act that is not sent yet: the items that it is about, and how it is told. */
export interface Held {
  readonly keys: ReadonlySet<string>;
  readonly said: string;
}

export interface Grace {
  readonly held: Held | null;
  /** Send it after a moment; what waited before is sent at once. */
  later: (held: Held, send: () => void) => void;
  /** Send nothing. The act that waited, if any. */
  undo: () => Held | null;
}

export function useGrace(): Grace {
  const [held, setHeld] = useState<Held | null>(null);
  const waiting = useRef<{ held: Held; send: () => void; timer: number } | null>(null);
  const take = useCallback(() => {
    const found = waiting.current;
    waiting.current = null;
    window.clearTimeout(found?.timer);
    setHeld(null);
    return found;
  }, []);
  const flush = useCallback(() => take()?.send(), [take]);
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);
  return {
    held,
    later: (next, send) => {
      flush();
      const timer = window.setTimeout(flush, GRACE);
      waiting.current = { held: next, send, timer };
      setHeld(next);
    },
    undo: () => take()?.held ?? null
  };
}
