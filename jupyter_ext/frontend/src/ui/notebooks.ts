/**
 * The one place that touches notebooks: jumps to a cell, and puts an answer's code into cells. It runs
 * nothing but the cell in which somebody pressed a button that says so.
 */

import type { Cell } from '@jupyterlab/cells';
import { CodeCell } from '@jupyterlab/cells';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';
import { Problem } from '../api/problem';
import type { NewCell } from '../core/codeblocks';
import type { Quotable } from '../core/quoted';
import { trans } from '../core/trans';

export class Notebooks {
  constructor(
    private readonly _tracker: INotebookTracker | null,
    private readonly _documents: IDocumentManager | null
  ) {}

  /** Open the notebook if it is not, and bring the cell into view. Throws a Problem. */
  async jump(path: string, cell: string | null): Promise<void> {
    const panel = openNotebook(this._tracker, this._documents, path);
    await panel.revealed;
    await panel.context.ready;
    if (cell === null) {
      return;
    }
    const notebook = panel.content;
    const index = notebook.widgets.findIndex(widget => widget.model.id === cell);
    const widget = notebook.widgets[index];
    if (widget === undefined) {
      throw new Problem(
        trans.__('The cell of this question is no longer in the notebook.'),
        trans.__('Its question and answer are kept here.')
      );
    }
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    notebook.mode = 'command';
    await notebook.scrollToCell(widget, 'center');
    notebook.activate();
  }

  /** Open a file, and bring a line of it (counted from 1) into sight. Throws a Problem. */
  async openFile(path: string, line: number | null): Promise<void> {
    const opened = this._documents?.openOrReveal(path);
    if (opened === undefined) {
      throw new Problem(
        trans.__('The file %1 could not be opened.', path),
        trans.__('It may have been moved or deleted.')
      );
    }
    await opened.context.ready;
    const editor = editorIn(opened.content);
    if (line !== null && editor !== null) {
      const position = { line: line - 1, column: 0 };
      editor.setCursorPosition(position);
      editor.revealPosition(position);
    }
  }

  /** Bring a card of a board into sight where a notebook that is open shows one. */
  showCard(id: string): boolean {
    const selector = `[data-card="${CSS.escape(id)}"]`;
    const panel = this._tracker?.find(
      ({ content }) => content.node.querySelector(selector) !== null
    );
    const card = panel?.content.node.querySelector<HTMLElement>(selector);
    if (panel === undefined || card === undefined || card === null) {
      return false;
    }
    this._documents?.openOrReveal(panel.context.path);
    card.scrollIntoView({ block: 'center' });
    card.focus();
    return true;
  }

  /** The path of the notebook that is worked in; null without one. */
  get path(): string | null {
    const panel = this._tracker?.currentWidget;
    return panel == null
      ? null
      : (this._documents?.services.contents.localPath(panel.context.path) ??
          panel.context.path);
  }

  /** The cell that is worked in, with what is selected; null without one. */
  get current(): Quotable | null {
    const cell = this._tracker?.activeCell;
    if (cell == null) {
      return null;
    }
    const typed = selectedIn(cell);
    const drawn = window.getSelection();
    const inCell = drawn?.anchorNode != null && cell.node.contains(drawn.anchorNode);
    return {
      source: cell.model.sharedModel.getSource(),
      selected: typed !== '' ? typed : inCell ? drawn.toString() : '',
      code:
        cell.model.type === 'code' && (typed !== '' || !inCell || drawn.isCollapsed),
      language: this._tracker?.currentWidget?.model?.defaultKernelLanguage ?? ''
    };
  }

  /** Whether the cell that is worked in ended with an error. */
  get failed(): boolean {
    const cell = this._tracker?.activeCell;
    return cell instanceof CodeCell && hasError(cell);
  }

  /** Where a menu about the cell that is worked in opens: below the button of that command. */
  placeForMenu(command: string): { left: number; bottom: number } {
    const cell = this._tracker?.activeCell?.node;
    const button = cell?.querySelector(`[data-command="${CSS.escape(command)}"]`);
    const on = button?.checkVisibility() === true ? button : cell;
    return on?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
  }

  /** Write the notebook down where the server does not hold it live: it reads the file there. */
  async saveUnlessLive(): Promise<void> {
    const context = this._tracker?.currentWidget?.context;
    if (context !== undefined && !context.model.collaborative) {
      await context.save();
    }
  }

  /** Put a cell with that text below the one that is worked in, and begin to write in it. Throws a Problem. */
  begin(source: string): void {
    const panel = this._tracker?.currentWidget;
    if (panel?.model == null || panel.model.readOnly) {
      throw new Problem(
        trans.__('There is no notebook to write in.'),
        trans.__('Open one that you may change.')
      );
    }
    const notebook = panel.content;
    panel.model.sharedModel.insertCell(notebook.activeCellIndex + 1, {
      cell_type: 'code',
      source,
      metadata: { trusted: true }
    });
    notebook.activeCellIndex += 1;
    notebook.mode = 'edit';
    const { editor } = notebook.activeCell ?? {};
    editor?.setCursorPosition(
      editor.getPositionAt(source.length) ?? { line: 0, column: 0 }
    );
  }

  /** Whether this node is drawn inside a cell that cells can be inserted below. */
  holds(node: HTMLElement): boolean {
    return this._placeOf(node) !== null;
  }

  /**
   * Insert cells below the cell that holds `node`, after those in `earlier` that still
   * follow it. Returns the new cells' ids. Throws a Problem.
   */
  insert(
    node: HTMLElement,
    cells: readonly NewCell[],
    earlier: readonly string[]
  ): string[] {
    const place = this._placeOf(node);
    const model = place?.panel.content.model;
    if (place === null || model == null) {
      throw new Problem(
        trans.__('There is no notebook around this answer.'),
        trans.__('Copy the code instead, or open the notebook itself.')
      );
    }
    if (model.readOnly) {
      throw new Problem(
        trans.__('This notebook is read-only.'),
        trans.__('Copy the code instead.')
      );
    }
    const shared = model.sharedModel;
    let at = place.index + 1;
    while (earlier.includes(shared.cells[at]?.id ?? '')) {
      at += 1;
    }
    const inserted = shared.insertCells(
      at,
      cells.map(({ cell_type, source }) => ({
        cell_type,
        source,
        metadata: { trusted: true }
      }))
    );
    return inserted.map(cell => cell.id);
  }

  /** Run the cell that holds `node`; whether it ran without an error. */
  async run(node: HTMLElement): Promise<boolean> {
    const place = this._placeOf(node);
    const cell = place?.panel.content.widgets[place.index];
    if (place === null || cell === undefined) {
      return false;
    }
    const { content, sessionContext } = place.panel;
    return NotebookActions.runCells(content, [cell], sessionContext);
  }

  private _placeOf(node: HTMLElement): { panel: NotebookPanel; index: number } | null {
    const panel = this._tracker?.find(candidate =>
      candidate.content.node.contains(node)
    );
    const index =
      panel?.content.widgets.findIndex(cell => cell.node.contains(node)) ?? -1;
    return panel === undefined || index < 0 ? null : { panel, index };
  }
}

/** The notebook's panel, opened if it is not. Throws a Problem. */
export function openNotebook(
  tracker: INotebookTracker | null,
  documents: IDocumentManager | null,
  path: string
): NotebookPanel {
  const open = notebookAt(tracker, documents, path);
  if (open !== undefined) {
    documents?.openOrReveal(open.context.path);
    return open;
  }
  const opened = documents?.openOrReveal(path, 'Notebook');
  const found = tracker?.find(panel => panel === opened);
  if (found === undefined) {
    throw new Problem(
      trans.__('The notebook %1 could not be opened.', path),
      trans.__('It may have been moved or deleted.')
    );
  }
  return found;
}

/** The notebook's panel where it is open. */
export function notebookAt(
  tracker: INotebookTracker | null,
  documents: IDocumentManager | null,
  path: string
): NotebookPanel | undefined {
  return tracker?.find(
    panel => documents?.services.contents.localPath(panel.context.path) === path
  );
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface TextEditor {
  setCursorPosition(place: Place): void;
  revealPosition(place: Place): void;
}

/** The editor of a file that is shown as text; another package makes it. */
function editorIn(content: object): TextEditor | null {
  return 'editor' in content && isEditor(content.editor) ? content.editor : null;
}

function isEditor(value: unknown): value is TextEditor {
  return (
    typeof value === 'object' &&
    value !== null &&
    'setCursorPosition' in value &&
    'revealPosition' in value
  );
}

/** What is selected in the cell's editor. */
function selectedIn(cell: Cell): string {
  const { editor } = cell;
  if (editor === null) {
    return '';
  }
  const { start, end } = editor.getSelection();
  const [one, other] = [editor.getOffsetAt(start), editor.getOffsetAt(end)];
  return cell.model.sharedModel
    .getSource()
    .slice(Math.min(one, other), Math.max(one, other));
}

function hasError(cell: CodeCell): boolean {
  const { outputs } = cell.model;
  for (let at = 0; at < outputs.length; at += 1) {
    if (outputs.get(at).type === 'error') {
      return true;
    }
  }
  return false;
}
