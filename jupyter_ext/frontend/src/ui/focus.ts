/** Where the focus goes when a form opens or closes. */

import { useEffect, useRef } from 'react';

/** Give the focus back to what opened a form once the form is closed. */
export function useReturnFocus(
  open: boolean,
  opener: { readonly current: HTMLButtonElement | null }
): void {
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) {
      opener.current?.focus();
    }
    was.current = open;
  }, [open, opener]);
}

/**
 * For forms that open within a part of the panel, one at a time: the first field gets the focus, and
 * once the form is closed what opened it, or else the part's first button. `open` names the form,
 * `opener` finds the button that opened it.
 */
export function useFormFocus(
  part: { readonly current: HTMLElement | null },
  open: string | null,
  opener: (form: string) => string
): void {
  const was = useRef(open);
  useEffect(() => {
    const before = was.current;
    was.current = open;
    const find = (selector: string): HTMLElement | null =>
      part.current?.querySelector<HTMLElement>(selector) ?? null;
    if (open !== null && open !== before) {
      find('form :is(input, textarea, select)')?.focus();
    } else if (open === null && before !== null) {
      (find(opener(before)) ?? find('.cg-actions button'))?.focus();
    }
  });
}
