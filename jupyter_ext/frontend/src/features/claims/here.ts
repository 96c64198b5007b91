/**
 * Which cells this member changes in the notebooks of this page, told to the server now and then: so
 * that colleagues who change the same notebook elsewhere hear of it. What is typed is never told.
 */

import type { Cell } from '@jupyterlab/cells';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { UUID } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ReportWork } from '../../api/wire/types';

/** Milliseconds between two reports; what is typed in between is one. */
const APART = 1_000;
/** Milliseconds after which it is told again: the server forgets a page that says nothing. */
const AGAIN = 30_000;
/** Milliseconds for which somebody is at a cell after the last letter. */
const STAYS = 20 * 60_000;
/** Cells of one notebook that are told. */
const MOST = 50;

export class CellsAtWork implements IDisposable {
  constructor(
    private readonly _tracker: INotebookTracker,
    private readonly _path: () => string | null,
    /** Throws a Problem. */
    private readonly _report: (work: ReportWork) => Promise<void>,
    private readonly _may: () => boolean
  ) {
    _tracker.activeCellChanged.connect(this._onActive, this);
    this._onActive();
    this._again = window.setInterval(() => this._repeat(), AGAIN);
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    window.clearTimeout(this._timer);
    window.clearInterval(this._again);
    Signal.clearData(this);
  }

  private _onActive(): void {
    this._cell?.model.sharedModel.changed.disconnect(this._onChanged, this);
    this._cell = this._tracker.activeCell;
    this._cell?.model.sharedModel.changed.connect(this._onChanged, this);
  }

  private _onChanged(_: unknown, change: { sourceChange?: unknown }): void {
    const path = this._path();
    const cell = this._cell;
    // A colleague's letters come here too; they are in this cell as well, then.
    if (
      change.sourceChange === undefined ||
      path === null ||
      cell === null ||
      cell.isDisposed ||
      cell.editor?.hasFocus() !== true
    ) {
      return;
    }
    const cells = this._at.get(path) ?? new Map<string, number>();
    this._at.set(path, cells.set(cell.model.id, Date.now()));
    if (this._timer === 0) {
      this._timer = window.setTimeout(() => this._tell(), APART);
    }
  }

  private _repeat(): void {
    if (this._told) {
      this._tell();
    }
  }

  private _tell(): void {
    window.clearTimeout(this._timer);
    this._timer = 0;
    if (!this._may()) {
      return;
    }
    const since = Date.now() - STAYS;
    const files = [...this._at].flatMap(([path, cells]) => {
      const fresh = [...cells].filter(([, at]) => at > since).map(([id]) => id);
      return fresh.length === 0 ? [] : [{ path, cells: fresh.slice(-MOST) }];
    });
    this._told = files.length > 0;
    this._report({ clone: this._page, source: 'notebook', files }).catch(() => {
      // The panel says that the server can't be reached; it is told again.
    });
  }

  private _disposed = false;
  private _cell: Cell | null = null;
  private readonly _at = new Map<string, Map<string, number>>();
  private _timer = 0;
  private readonly _again: number;
  /** Whether the server holds something of this page. */
  private _told = false;
  /** What tells this page from others of the same member. */
  private readonly _page = UUID.uuid4();
}
