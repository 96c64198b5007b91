/** The plugin that shows proposed changes of cells beside them, in each notebook that is open. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { INotebookTracker } from '@jupyterlab/notebook';
import { EditsBeside } from '../features/edits/beside';
import { writeEdit } from '../features/edits/write';
import { notebookAt } from '../ui/notebooks';
import { IContextModel, PLUGIN } from './tokens';

export const edits: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:edits`,
  description: 'Shows the changes of cells that the AI proposes, beside the cells.',
  autoStart: true,
  requires: [IContextModel, INotebookTracker],
  optional: [IDocumentManager],
  activate: (
    _: JupyterFrontEnd,
    model: IContextModel,
    tracker: INotebookTracker,
    documents: IDocumentManager | null
  ): void => {
    const begin = (panel: NotebookPanel): void => {
      const path = (): string =>
        documents?.services.contents.localPath(panel.context.path) ??
        panel.context.path;
      void panel.context.ready.then(() => {
        if (!panel.isDisposed) {
          const { edits: proposed, typed } = model;
          const others = (at: string): ReadonlyMap<string, readonly string[]> =>
            model.work.inCells(at, model.user?.username ?? '');
          const beside = new EditsBeside(panel, path, proposed, model, typed, others);
          panel.disposed.connect(() => beside.dispose());
        }
      });
    };
    tracker.forEach(begin);
    tracker.widgetAdded.connect((__, panel) => begin(panel));
    model.edits.write = ({ proposal, mark }, edit, source) => {
      const notebook = notebookAt(tracker, documents, proposal.path)?.content.model;
      if (notebook != null) {
        writeEdit(notebook.sharedModel, proposal, edit, source, mark ?? {});
      }
    };
  }
};
