/** Which notebook in front has a kernel that is no Python: there are no magics in it. */

import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

export class OtherKernel {
  constructor(private readonly _tracker: INotebookTracker | null) {}

  /** The kernel's name, as JupyterLab shows it; null for Python, before it is known, and without a notebook. */
  get name(): string | null {
    const panel = this._tracker?.currentWidget;
    const language = panel?.model?.defaultKernelLanguage ?? '';
    const other = language !== '' && language.toLowerCase() !== 'python';
    return panel != null && other
      ? panel.sessionContext.kernelDisplayName || language
      : null;
  }

  /** Have it told whenever that may be another; what is returned ends it. */
  follow(told: () => void): () => void {
    const tracker = this._tracker;
    if (tracker === null) {
      return () => undefined;
    }
    let leave = this._followed(tracker.currentWidget, told);
    const changed = (): void => {
      leave();
      leave = this._followed(tracker.currentWidget, told);
      told();
    };
    tracker.currentChanged.connect(changed);
    return () => {
      tracker.currentChanged.disconnect(changed);
      leave();
    };
  }

  private _followed(panel: NotebookPanel | null, told: () => void): () => void {
    if (panel === null || panel.isDisposed) {
      return () => undefined;
    }
    const { sessionContext } = panel;
    const changed = (): void => told();
    sessionContext.kernelChanged.connect(changed);
    sessionContext.statusChanged.connect(changed);
    panel.model?.metadataChanged.connect(changed);
    const model = panel.model;
    return () => {
      sessionContext.kernelChanged.disconnect(changed);
      sessionContext.statusChanged.disconnect(changed);
      model?.metadataChanged.disconnect(changed);
    };
  }
}
