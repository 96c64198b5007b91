/** The plugins: the model, the sidebar with its commands, and the renderer of answers in notebooks. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Api } from './api/api';
import { BOARD_MIME_TYPE, MIME_TYPE } from './core/mime';
import { ComparisonRenderer } from './features/comparison/renderer';
import type { Keeping } from './features/comparison/unsent';
import { COMPARISON_TYPE } from './features/comparison/wire';
import { BoardRenderer } from './features/sprint/renderer';
import { TurnRenderer } from './features/turns/renderer';
import { Feed } from './feed/feed';
import { ContextModel } from './plugins/context';
import { Notifier } from './plugins/notifier';
import type { TabId } from './plugins/panel/panel';
import { ContextPanel } from './plugins/panel/panel';
import { CommandIDs, IContextModel, PLUGIN } from './plugins/tokens';
import { commonGroundIcon } from './ui/icons';
import { browserShelf, Kept } from './ui/kept';
import { MarkdownFactory } from './ui/markdown';
import { Notebooks } from './ui/notebooks';

export { IContextModel } from './plugins/tokens';

const context: JupyterFrontEndPlugin<IContextModel> = {
  id: `${PLUGIN}:context`,
  description: 'Keeps the shared context of the team, live.',
  autoStart: true,
  provides: IContextModel,
  activate: (app: JupyterFrontEnd): IContextModel => {
    const api = new Api(app.serviceManager.serverSettings);
    const feed = new Feed(api.settings, () => api.feedUrl());
    const model = new ContextModel(api, feed);
    model.start();
    announce(model);
    return model;
  }
};

/** One polite live region for the whole page, silent while answers grow. */
function announce(model: IContextModel): void {
  const region = document.createElement('div');
  region.className = 'cg-visually-hidden';
  region.setAttribute('aria-live', 'polite');
  region.dataset['testid'] = 'cg-announcer';
  document.body.append(region);
  model.stateChanged.connect(() => {
    if (region.textContent !== model.announcement) {
      region.textContent = model.announcement;
    }
  });
}

const panel: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:panel`,
  description:
    'The sidebar: who is here, what the team knows, and your private part of it.',
  autoStart: true,
  requires: [IContextModel, IRenderMimeRegistry],
  optional: [
    ILabShell,
    ILayoutRestorer,
    ICommandPalette,
    IDocumentManager,
    INotebookTracker
  ],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    rendermime: IRenderMimeRegistry,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    documents: IDocumentManager | null,
    tracker: INotebookTracker | null
  ): void => {
    const keptOf = (username: string): Kept => new Kept(username, browserShelf());
    const widget = new ContextPanel(
      model,
      keptOf,
      new MarkdownFactory(rendermime),
      new Notebooks(tracker, documents)
    );
    app.shell.add(widget, 'right', { rank: 450, type: 'Common Ground' });
    restorer?.add(widget, 'commonground-panel');
    addCommands(app, model, widget, labShell);
    new Notifier(model, keptOf, tab => {
      labShell?.expandRight();
      app.shell.activateById(widget.id);
      widget.open(tab);
    });
    for (const command of Object.values(CommandIDs)) {
      palette?.addItem({ command, category: 'Common Ground' });
    }
  }
};

function addCommands(
  app: JupyterFrontEnd,
  model: IContextModel,
  widget: ContextPanel,
  labShell: ILabShell | null
): void {
  const reveal = (): void => {
    if (labShell !== null) {
      labShell.expandRight();
    }
    app.shell.activateById(widget.id);
  };
  const show = (tab: TabId, focus: 'search' | 'ask' | 'tab'): void => {
    reveal();
    widget.open(tab, focus);
  };
  const { commands } = app;
  commands.addCommand(CommandIDs.openPanel, {
    label: 'Open Common Ground',
    caption: 'Show the team’s shared context',
    icon: commonGroundIcon,
    execute: () => {
      reveal();
      widget.focusTab();
    }
  });
  commands.addCommand(CommandIDs.addEntry, {
    label: 'Add to the Shared Context…',
    caption: 'Add a convention, decision, work, discussion or knowledge for everyone',
    isEnabled: () => model.access.contribute,
    execute: () => {
      reveal();
      widget.addEntry();
    }
  });
  commands.addCommand(CommandIDs.askPrivately, {
    label: 'Ask the AI Privately…',
    caption: 'Ask a question that only you see',
    isEnabled: () => model.access.contribute,
    execute: () => show('private', 'ask')
  });
  commands.addCommand(CommandIDs.openInbox, {
    label: 'Open the Inbox',
    caption: 'Messages for you, and what you wait for',
    execute: () => show('inbox', 'tab')
  });
  commands.addCommand(CommandIDs.writeMessage, {
    label: 'Write a Message to the Team…',
    caption: 'Announce something, ask somebody, or hand work over',
    isEnabled: () => model.access.contribute,
    execute: () => {
      model.letters.open({});
      show('inbox', 'tab');
    }
  });
  commands.addCommand(CommandIDs.focusSearch, {
    label: 'Search the Shared Context',
    caption: 'Search what the team knows',
    execute: () => show('context', 'search')
  });
  model.stateChanged.connect(() => {
    if (model.access.contribute !== contributed) {
      contributed = model.access.contribute;
      commands.notifyCommandChanged(CommandIDs.addEntry);
      commands.notifyCommandChanged(CommandIDs.askPrivately);
      commands.notifyCommandChanged(CommandIDs.writeMessage);
    }
  });
  let contributed = model.access.contribute;
}

const renderer: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:renderer`,
  description: 'Draws answers and comparisons in notebooks, live for everybody.',
  autoStart: true,
  requires: [IContextModel, IRenderMimeRegistry],
  optional: [IDocumentManager, INotebookTracker],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    rendermime: IRenderMimeRegistry,
    documents: IDocumentManager | null,
    tracker: INotebookTracker | null
  ): void => {
    const markdown = new MarkdownFactory(rendermime);
    const notebooks = new Notebooks(tracker, documents);
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [MIME_TYPE],
        createRenderer: options => new TurnRenderer(options, markdown, model, notebooks)
      },
      0
    );
    const api = new Api(app.serviceManager.serverSettings);
    const typed = new Map<string, Keeping>();
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [COMPARISON_TYPE],
        createRenderer: () =>
          new ComparisonRenderer(model, api, notebooks, typed, markdown)
      },
      0
    );
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [BOARD_MIME_TYPE],
        createRenderer: options => new BoardRenderer(options, markdown, model)
      },
      0
    );
  }
};

const plugins: JupyterFrontEndPlugin<IContextModel | void>[] = [
  context,
  panel,
  renderer
];

export default plugins;
