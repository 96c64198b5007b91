/** Where the focus goes when a form closes. */

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
