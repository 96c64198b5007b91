/** In a narrow window one side at a time stands beside the notebook, which keeps the larger half. */

import type { ILabShell } from '@jupyterlab/application';
import type { Widget } from '@lumino/widgets';

/** Pixels of a window below which both sides would leave the notebook less than half of it. */
const NARROW = 1_000;

/** The side that was opened last stays; the other one is folded, and a click on its icon brings it back. */
export function keepRoom(shell: ILabShell, panel: Widget): void {
  let left = shell.leftCollapsed;
  const make = (): void => {
    const opened = left && !shell.leftCollapsed;
    const both = panel.isVisible && !shell.leftCollapsed;
    if (both && window.innerWidth < NARROW) {
      if (opened) {
        shell.collapseRight();
      } else {
        shell.collapseLeft();
      }
    }
    left = shell.leftCollapsed;
  };
  shell.layoutModified.connect(make);
  window.addEventListener('resize', make);
  make();
}
