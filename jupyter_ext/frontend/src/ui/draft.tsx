/** Forms whose values outlive their drawing, the page and the browser: what is typed is a draft. */

import { JSONExt } from '@lumino/coreutils';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useSyncExternalStore } from 'react';
import type { Typed } from './draftbox';
import { DraftBox, fits, typedIn } from './draftbox';

/** Where drafts are, and what the forms below are about. */
export interface DraftPlace {
  readonly box: DraftBox;
  readonly about: string;
}

const PlaceContext = createContext<DraftPlace>({ box: new DraftBox(), about: '' });

export const DraftProvider = PlaceContext.Provider;

export interface Drafted<T> {
  readonly value: T;
  /** Whether it stood here before this drawing: then the focus is somewhere else by now. */
  readonly restored: boolean;
  /** Characters that the member typed. */
  readonly typed: number;
  set(value: T): void;
  /** It was sent, or given up. */
  forget(): void;
}

/** The draft of a form and its subject (`key`), which begins as `first`. */
export function useDraft<T extends Typed>(key: string, first: T): Drafted<T> {
  const { box, about } = useContext(PlaceContext);
  const whole = about === '' ? key : `${about} ${key}`;
  const found = useSyncExternalStore(box.subscribe, () => box.get(whole));
  const kept = found !== undefined && fits(found, first);
  const [restored] = useState(kept);
  const value = kept ? (found as T) : first;
  return {
    value,
    restored,
    typed: kept ? typedIn(value, first) : 0,
    set: next => {
      if (JSONExt.deepEqual(next, first)) {
        box.drop(whole);
      } else {
        box.put(whole, next);
      }
    },
    forget: () => box.drop(whole)
  };
}

/**
 * For a form that its parent takes away once what it sent was taken: the draft goes with it. Returns
 * what to call when it is sent.
 */
export function useSending(busy: boolean, forget: () => void): () => void {
  const sent = useRef(false);
  const ending = useRef(forget);
  ending.current = forget;
  useEffect(() => {
    if (!busy) {
      sent.current = false; // it was refused
    }
  }, [busy]);
  useEffect(
    () => () => {
      if (sent.current) {
        ending.current();
      }
    },
    []
  );
  return () => {
    sent.current = true;
  };
}
