/**
 * What a person has typed and not sent yet. It is kept beside the drawing, since a cell's output is
 * drawn anew whenever somebody's browser or the server writes it.
 */

import { createContext, useContext, useState } from 'react';

export type Keeping = Map<string, unknown>;

const KeptContext = createContext<Keeping>(new Map());

export const KeptProvider = KeptContext.Provider;

export interface Kept<T> {
  readonly value: T;
  /** Whether it stood here before this drawing: then the focus is somewhere else by now. */
  readonly restored: boolean;
  set(value: T): void;
  /** It was sent, or given up. */
  forget(): void;
}

export function useKept<T>(key: string, first: T): Kept<T> {
  const keeping = useContext(KeptContext);
  const [restored] = useState(keeping.has(key));
  const [value, setValue] = useState<T>(() =>
    restored ? (keeping.get(key) as T) : first
  );
  return {
    value,
    restored,
    set: next => {
      keeping.set(key, next);
      setValue(next);
    },
    forget: () => {
      keeping.delete(key);
      setValue(first);
    }
  };
}
