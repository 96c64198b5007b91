/** The plugin that puts the sidebar into JupyterLab and lets others open it. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { browserShelf, Kept } from '../ui/kept';
import { MarkdownFactory } from '../ui/markdown';
import { Notebooks } from '../ui/notebooks';
import { IContextPanel } from './paneltoken';
import { ContextPanel } from './sidebar/panel';
import { IContextModel, PLUGIN } from './tokens';

/** Where the sidebar stands among the others on the right. */
const RANK = 450;

export const panel: JupyterFrontEndPlugin<IContextPanel> = {
  id: `${PLUGIN}:panel`,
  description:
    'The sidebar: who is here, what the team knows, and your private part of it.',
  autoStart: true,
  provides: IContextPanel,
  requires: [IContextModel, IRenderMimeRegistry],
  optional: [ILabShell, ILayoutRestorer, IDocumentManager, INotebookTracker],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    rendermime: IRenderMimeRegistry,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    documents: IDocumentManager | null,
    tracker: INotebookTracker | null
  ): IContextPanel => {
    const keptOf = (username: string): Kept => new Kept(username, browserShelf());
    const widget = new ContextPanel(
      model,
      keptOf,
      new MarkdownFactory(rendermime),
      new Notebooks(tracker, documents)
    );
    app.shell.add(widget, 'right', { rank: RANK, type: 'Common Ground' });
    restorer?.add(widget, widget.id);
    return {
      navigation: widget.navigation,
      actions: widget.actions,
      keptOf,
      reveal: () => {
        labShell?.expandRight();
        app.shell.activateById(widget.id);
      }
    };
  }
};
