/** Where a member is in the notebooks of this page, and how others are brought there. */

import type { Cell } from '@jupyterlab/cells';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { notebookAt, openNotebook } from './notebooks';

/** A notebook by its path, and one of its cells. */
export interface StagePlace {
  readonly path: string;
  readonly cell: string | null;
}

const MARK = 'cg-presented';

export class Stage {
  constructor(
    private readonly _tracker: INotebookTracker,
    private readonly _documents: IDocumentManager
  ) {
    _tracker.currentChanged.connect(this._onMove, this);
    _tracker.activeCellChanged.connect(this._onMove, this);
  }

  /** Where this member is; null where no notebook is open. */
  get place(): StagePlace | null {
    const panel = this._tracker.currentWidget;
    if (panel === null) {
      return null;
    }
    const path = this._documents.services.contents.localPath(panel.context.path);
    return { path, cell: panel.content.activeCell?.model.id ?? null };
  }

  get moved(): ISignal<this, void> {
    return this._moved;
  }

  /**
   * Open the notebook if it is not, and bring the cell into view; neither the focus nor the chosen cell
   * is taken from whoever looks. The result is the node of the notebook. Throws a Problem.
   */
  async show(place: StagePlace): Promise<HTMLElement> {
    const open = notebookAt(this._tracker, this._documents, place.path);
    const panel =
      open?.isVisible === true
        ? open // opening it again would take the focus
        : openNotebook(this._tracker, this._documents, place.path);
    await panel.revealed;
    await panel.context.ready;
    const notebook = panel.content;
    const at = notebook.widgets.findIndex(one => one.model.id === place.cell);
    this._mark(notebook.widgets[at] ?? null);
    if (at >= 0) {
      await notebook.scrollToItem(at, 'smart'); // scrollToCell would choose the cell, too
    }
    return panel.node;
  }

  /** Mark no cell any more. */
  clear(): void {
    this._mark(null);
  }

  private _mark(cell: Cell | null): void {
    this._marked?.removeClass(MARK);
    this._marked = cell;
    cell?.addClass(MARK);
  }

  private _onMove(): void {
    this._moved.emit();
  }

  private _marked: Cell | null = null;
  private readonly _moved = new Signal<this, void>(this);
}
