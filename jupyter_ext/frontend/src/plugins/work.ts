/** The plugin that tells which cells this member changes, and shows where somebody else is at work. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { markCells, markFiles } from '../features/claims/badges';
import { CellsAtWork } from '../features/claims/here';
import { isPlace } from '../features/claims/model';
import { Notebooks } from '../ui/notebooks';
import { IContextModel, PLUGIN } from './tokens';

export const work: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:work`,
  description:
    'Shows in notebooks and in the file browser where somebody else is at work.',
  autoStart: true,
  requires: [IContextModel],
  optional: [INotebookTracker, IDocumentManager, IDefaultFileBrowser],
  activate: (
    _: JupyterFrontEnd,
    model: IContextModel,
    tracker: INotebookTracker | null,
    documents: IDocumentManager | null,
    browser: IDefaultFileBrowser | null
  ): void => {
    if (tracker !== null) {
      const notebooks = new Notebooks(tracker, documents);
      new CellsAtWork(
        tracker,
        () => notebooks.path,
        found => model.work.report(found),
        () => model.access.contribute
      );
      badgeCells(model, tracker, documents);
    }
    if (browser !== null) {
      badgeFiles(model, browser);
    }
  }
};

/** `draw` whenever who works on what may have changed; the result draws it in any case. */
function whenChanged(model: IContextModel, draw: () => void): () => void {
  let seen: unknown = null;
  model.stateChanged.connect(() => {
    const { value } = model.work;
    if (value !== seen) {
      seen = value;
      draw();
    }
  });
  return draw;
}

function badgeCells(
  model: IContextModel,
  tracker: INotebookTracker,
  documents: IDocumentManager | null
): void {
  const draw = (): void =>
    tracker.forEach(({ content, context }) => {
      const path = documents?.services.contents.localPath(context.path) ?? context.path;
      const who = model.work.inCells(path, model.user?.username ?? '');
      markCells(
        content.widgets.map(cell => [cell.model.id, cell.node] as const),
        who,
        username => model.person(username)
      );
    });
  const again = whenChanged(model, draw);
  tracker.widgetAdded.connect((__, panel) => {
    void panel.context.ready.then(again);
    panel.content.modelContentChanged.connect(again);
  });
}

function badgeFiles(model: IContextModel, browser: IDefaultFileBrowser): void {
  const list = browser.node;
  const watching = { childList: true, subtree: true } as const;
  const draw = (): void => {
    const who = model.work.inFiles(model.user?.username ?? '');
    const claimed = [...who];
    observer.disconnect(); // what is put in here is no change of the list
    markFiles(
      list,
      browser.model.manager.services.contents.localPath(browser.model.path),
      path =>
        who.get(path) ??
        claimed.find(([known]) => path.includes('/') && isPlace(known, path))?.[1] ??
        [],
      username => model.person(username)
    );
    observer.observe(list, watching);
  };
  const observer = new MutationObserver(draw);
  whenChanged(model, draw)();
}
