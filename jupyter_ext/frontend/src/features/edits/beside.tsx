/** The proposed changes of one open notebook, each beside its cell, drawn anew as people write. */

import type { NotebookPanel } from '@jupyterlab/notebook';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { trans } from '../../core/trans';
import type { Session } from '../../feed/session';
import type { Side } from '../../ui/cellslots';
import { CellSlots } from '../../ui/cellslots';
import { DraftProvider } from '../../ui/draft';
import type { DraftBox } from '../../ui/draftbox';
import { excerpt } from '../../ui/format';
import type { EditActions } from './editcard';
import { EditCard } from './editcard';
import type { EditsModel } from './model';
import type { CellNow, Placed } from './place';
import { placed } from './place';

/** Milliseconds in which several changes of the notebook become one look at it. */
const LOOK = 120;
/** Characters of a cell by which it is named. */
const TITLE = 40;

class Drawn extends ReactWidget {
  constructor(private readonly _draw: () => JSX.Element) {
    super();
    this.addClass('cg-edits');
  }

  protected override render(): JSX.Element {
    return this._draw();
  }
}

export class EditsBeside implements IDisposable {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _path: () => string,
    private readonly _edits: EditsModel,
    private readonly _session: Session & {
      readonly access: { readonly contribute: boolean };
    },
    private readonly _box: DraftBox,
    /** The usernames of others by the cells of a notebook in which they work just now. */
    private readonly _others: (path: string) => ReadonlyMap<string, readonly string[]>
  ) {
    this._slots = new CellSlots(
      _panel.content,
      (cell, side) => new Drawn(() => this._drawAt(cell, side))
    );
    this._edits.changed.connect(this._soon, this);
    this._session.stateChanged.connect(this._onState, this);
    _panel.context.pathChanged.connect(this._onPath, this);
    _panel.content.modelContentChanged.connect(this._soon, this);
    this._onPath();
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    if (this._disposed) {
      return;
    }
    this._disposed = true;
    window.clearTimeout(this._timer);
    this._watching?.dispose();
    this._slots.dispose();
    Signal.clearData(this);
  }

  private _onPath(): void {
    this._watching?.dispose();
    this._watching = this._edits.watch(this._path());
    this._soon();
  }

  private _onState(): void {
    const { contribute } = this._session.access;
    const others = JSON.stringify([...this._others(this._path())]);
    if (contribute !== this._contribute || others !== this._shownOthers) {
      this._contribute = contribute;
      this._shownOthers = others;
      this._soon();
    }
  }

  private _soon(): void {
    if (this._timer === 0) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        this._look();
      }, LOOK);
    }
  }

  private _look(): void {
    const proposals = this._edits.of(this._path());
    if (proposals.length === 0 && this._placed.length === 0) {
      return; // most notebooks, at each key
    }
    this._placed = placed(proposals, this._cells()).filter(({ proposal, edit }) =>
      this._edits.stands(proposal, edit)
    );
    const wanted = new Map<string, Side[]>();
    for (const { beside, above } of this._placed) {
      const side = above ? 'above' : 'below';
      const sides = beside === null ? [] : (wanted.get(beside) ?? []);
      if (beside !== null && !sides.includes(side)) {
        wanted.set(beside, [...sides, side]);
      }
    }
    this._slots.show(wanted);
  }

  private _cells(): CellNow[] {
    const cells = this._panel.content.model?.cells ?? [];
    return Array.from(cells, ({ id, sharedModel }) => ({
      id,
      source: sharedModel.getSource()
    }));
  }

  private _drawAt(cell: string, side: Side): JSX.Element {
    const here = this._placed.filter(
      one => one.beside === cell && one.above === (side === 'above')
    );
    return (
      <DraftProvider value={{ box: this._box, about: '' }}>
        <ul
          className="cg-edit-list"
          aria-label={trans.__('Changes that the AI proposes')}
          data-testid="cg-edits"
          data-lm-suppress-shortcuts="true"
        >
          {here.map(one => (
            <li key={`${one.proposal.id} ${one.edit.key}`}>
              <EditCard placed={one} actions={this._actions} />
            </li>
          ))}
        </ul>
      </DraftProvider>
    );
  }

  private get _actions(): EditActions {
    return {
      onDecide: ({ proposal, edit }: Placed, verdict) =>
        this._edits.decide(proposal, edit, verdict),
      onUndo: ({ proposal }: Placed) => this._edits.undo(proposal),
      onDismiss: ({ proposal, edit }: Placed) => this._edits.dismiss(proposal, edit),
      titleOf: cell => {
        const found = this._cells().find(({ id }) => id === cell);
        return found === undefined ? null : excerpt(found.source, TITLE);
      },
      othersIn: cell => this._others(this._path()).get(cell) ?? [],
      nameOf: username => this._session.person(username).display_name,
      contribute: this._session.access.contribute
    };
  }

  private readonly _slots: CellSlots;
  private _placed: readonly Placed[] = [];
  private _watching: IDisposable | null = null;
  private _contribute = false;
  private _shownOthers = '';
  private _timer = 0;
  private _disposed = false;
}
