/** Roving tab stops for what React draws. */

import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import type { Axis } from './roving';
import { Roving } from './roving';

/** Make a box one tab stop, whenever it is drawn. */
export function useRoving(
  box: RefObject<HTMLElement>,
  items: string,
  axis: Axis = 'own'
): void {
  const made = useRef<{ of: HTMLElement | null; roving: Roving | null } | null>(null);
  useEffect(() => {
    if (made.current?.of !== box.current) {
      made.current?.roving?.dispose();
      const roving = box.current && new Roving(box.current, items, axis);
      made.current = { of: box.current, roving };
    }
  });
  useEffect(
    () => () => {
      made.current?.roving?.dispose();
      made.current = null;
    },
    []
  );
}
