/** The plugin that shows notebooks as what they are to a reader: no kernel is started, no cell can be typed in. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { INotebookTracker } from '@jupyterlab/notebook';
import { PLUGIN } from './tokens';

/** Set by the server in the page of whoever only reads; it refuses them whatever the page does. */
const ONLY_READS = 'commongroundOnlyReads';

export const reading: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:reading`,
  description: 'Starts no kernel for a reader, and keeps their typing out of cells.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_: JupyterFrontEnd, notebooks: INotebookTracker): void => {
    if (PageConfig.getOption(ONLY_READS) === 'true') {
      notebooks.widgetAdded.connect((_, panel) => onlyRead(panel));
    }
  }
};

function onlyRead(panel: NotebookPanel): void {
  const { sessionContext, content } = panel;
  sessionContext.kernelPreference = {
    ...sessionContext.kernelPreference,
    shouldStart: false,
    canStart: false
  };
  const lock = (): void => content.widgets.forEach(cell => (cell.readOnly = true));
  content.modelContentChanged.connect(lock);
  void panel.context.ready.then(lock);
}
