/** Tables of a drawn text: wider ones move sideways within a frame, and no word of theirs is broken. */

import { trans } from '../core/trans';

/** Put each table that has none yet into a frame; `Scrolls` lets the keyboard reach it. */
export function frameTables(host: HTMLElement): void {
  for (const table of host.querySelectorAll('table')) {
    if (table.parentElement?.classList.contains('cg-wide') !== true) {
      const frame = host.ownerDocument.createElement('div');
      frame.className = 'cg-wide';
      frame.setAttribute('role', 'group');
      frame.setAttribute('aria-label', trans.__('Table'));
      table.replaceWith(frame);
      frame.append(table);
    }
  }
}
