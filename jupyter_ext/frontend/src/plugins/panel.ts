/** The plugin that puts the sidebar into JupyterLab and lets others open it. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { browserShelf, Kept } from '../ui/kept';
import { MarkdownFactory } from '../ui/markdown';
import { Notebooks } from '../ui/notebooks';
import { OtherKernel } from '../ui/otherkernel';
import { keepRoom } from './narrow';
import { IContextPanel } from './paneltoken';
import { Settings } from './settings';
import { ContextPanel } from './sidebar/panel';
import { IContextModel, PLUGIN } from './tokens';

/** Where the sidebar stands among the others on the right. */
const RANK = 450;
/** The name under which this browser remembers that the panel was there. */
const VISITED = 'visited';

export const panel: JupyterFrontEndPlugin<IContextPanel> = {
  id: `${PLUGIN}:panel`,
  description:
    'The sidebar: who is here, what the team knows, and your private part of it.',
  autoStart: true,
  provides: IContextPanel,
  requires: [IContextModel, IRenderMimeRegistry],
  optional: [
    ILabShell,
    ILayoutRestorer,
    IDocumentManager,
    INotebookTracker,
    ISettingRegistry
  ],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    rendermime: IRenderMimeRegistry,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    documents: IDocumentManager | null,
    tracker: INotebookTracker | null,
    registry: ISettingRegistry | null
  ): IContextPanel => {
    const keptOf = (username: string): Kept => new Kept(username, browserShelf());
    const notebooks = new Notebooks(tracker, documents);
    const markdown = new MarkdownFactory(rendermime);
    const widget = new ContextPanel(
      model,
      keptOf,
      markdown,
      notebooks,
      new OtherKernel(tracker)
    );
    app.shell.add(widget, 'right', { rank: RANK, type: 'Common Ground' });
    restorer?.add(widget, widget.id);
    const settings = new Settings(registry, panel.id);
    const made: IContextPanel = {
      navigation: widget.navigation,
      actions: widget.actions,
      settings,
      notebooks,
      keptOf,
      get writing() {
        const { activeElement } = document;
        return (
          widget.node.contains(activeElement) &&
          activeElement?.matches('input, textarea') === true
        );
      },
      reveal: () => {
        labShell?.expandRight();
        app.shell.activateById(widget.id);
      }
    };
    settings.changed.connect((_, choices) => {
      widget.navigation.startAt(choices.defaultTab);
      widget.setLeastWidth(choices.width);
      document.body.dataset['cgDensity'] = choices.density;
    });
    void Promise.all([app.restored, settings.loaded]).then(() => {
      welcome(made);
      if (labShell !== null) {
        keepRoom(labShell, widget);
      }
    });
    return made;
  }
};

/** Open the panel as its member chose: always, never, or once in this browser, whoever uses it. */
function welcome({ keptOf, reveal, settings }: IContextPanel): void {
  const kept = keptOf('');
  const first = kept.texts(VISITED).length === 0;
  kept.keep(VISITED, ['yes']);
  const { openAtStart } = settings.choices;
  if (openAtStart === 'always' || (openAtStart === 'first-visit' && first)) {
    reveal();
  }
}
