/**
 * Places for widgets of ours beside the cells of an open notebook, below each cell or above it. They
 * belong to this page alone: no cell’s model and nothing that others share is touched.
 */

import type { Cell } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import type { PanelLayout, Widget } from '@lumino/widgets';

export type Side = 'above' | 'below';

export class CellSlots implements IDisposable {
  constructor(
    private readonly _notebook: Notebook,
    /** Makes what is drawn on that side of a cell; it looks itself what there is. */
    private readonly _make: (cell: string, side: Side) => Widget
  ) {}

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** Have a widget where one is wanted, and nowhere else; those that stay are drawn anew. */
  show(wanted: ReadonlyMap<string, readonly Side[]>): void {
    for (const [key, { widget, cell, side }] of this._slots) {
      if (widget.isDisposed || wanted.get(cell)?.includes(side) !== true) {
        widget.dispose();
        this._slots.delete(key);
      } else {
        widget.update();
      }
    }
    for (const cell of this._notebook.widgets) {
      for (const side of wanted.get(cell.model.id) ?? []) {
        this._put(cell, side);
      }
    }
  }

  dispose(): void {
    this._disposed = true;
    this._slots.forEach(({ widget }) => widget.dispose());
    this._slots.clear();
  }

  private _put(cell: Cell, side: Side): void {
    const { id } = cell.model;
    const key = `${side} ${id}`;
    const known = this._slots.get(key);
    if (known !== undefined && known.widget.parent !== cell) {
      known.widget.dispose(); // the cell was drawn anew, as one that was moved is
      this._slots.delete(key);
    }
    if (this._slots.has(key)) {
      return;
    }
    const widget = this._make(id, side);
    this._slots.set(key, { widget, cell: id, side });
    const put = (): void => {
      if (widget.isDisposed || cell.isDisposed) {
        return;
      }
      const layout = cell.layout as PanelLayout;
      layout.insertWidget(side === 'above' ? 0 : layout.widgets.length, widget);
    };
    // A cell that is not drawn yet would put its own parts behind.
    void cell.ready.then(put, put);
  }

  private readonly _slots = new Map<
    string,
    { widget: Widget; cell: string; side: Side }
  >();
  private _disposed = false;
}
