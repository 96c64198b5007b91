/**
 * Draws the board of a sprint in a cell's output, live for everyone. Where the server does not know
 * the sprint, or none answers, it shows what the notebook has saved.
 */

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';
import { asTextOrNull, isRecord } from '../../api/guards';
import { BOARD_MIME_TYPE } from '../../core/mime';
import { trans } from '../../core/trans';
import type { Session } from '../../feed/session';
import type { DraftPlace } from '../../ui/draft';
import { DraftProvider } from '../../ui/draft';
import type { DraftBox } from '../../ui/draftbox';
import type { MarkdownFactory, MarkdownView } from '../../ui/markdown';
import { Loaded, ReachedProvider } from '../../ui/states';
import { Board } from './board';
import { BurndownPart } from './burndown';
import { SprintModel } from './model';
import type { Burndown, Sprint } from './wire';

class Drawn extends ReactWidget {
  constructor(private readonly _draw: () => JSX.Element | null) {
    super();
  }

  protected override render(): JSX.Element | null {
    return this._draw();
  }
}

export class BoardRenderer extends Panel implements IRenderMime.IRenderer {
  constructor(
    options: IRenderMime.IRendererOptions,
    markdown: MarkdownFactory,
    private readonly _session: Session,
    box: DraftBox,
    private readonly _load: (goal: string | null) => Promise<Sprint | null>,
    private readonly _burndown: (goal: string | null) => Promise<Burndown>
  ) {
    super();
    this.addClass('cg-output');
    this._place = { box, about: 'board' };
    this._saved = markdown.create(options);
    this._board = new Drawn(() => this._draw());
    this.addWidget(this._board);
    this.addWidget(this._saved.widget);
    this._saved.widget.hide();
    this._session.stateChanged.connect(this._update, this);
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const bundle = model.data[BOARD_MIME_TYPE];
    const saved = model.data['text/markdown'];
    this._saved.draw(Array.isArray(saved) ? saved.join('') : String(saved ?? ''));
    this._sprint?.dispose();
    const goal = isRecord(bundle) ? asTextOrNull(bundle['goal']) : null;
    this._goal = goal;
    this._only = isRecord(bundle) && bundle['view'] === 'burndown' ? 'burndown' : null;
    this._sprint = new SprintModel(this._session, () => this._load(goal));
    this._sprint.changed.connect(this._update, this);
    this._update();
    return Promise.resolve();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._sprint?.dispose();
    this._saved.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  private _update(): void {
    if (this.isDisposed) {
      return;
    }
    const found = this._sprint?.sprint;
    const missing =
      found?.tag === 'error' || (found?.tag === 'ready' && found.value === null);
    this._saved.widget.setHidden(!missing);
    this._board.update();
  }

  private _draw(): JSX.Element | null {
    const sprint = this._sprint;
    if (sprint === null) {
      return null;
    }
    return (
      <Loaded
        of={sprint.sprint}
        what={trans.__('the board')}
        retry={() => sprint.refresh()}
      >
        {found =>
          found === null ? (
            <p className="cg-hint">
              {trans.__(
                'This server does not know the sprint; so it was when the notebook was saved:'
              )}
            </p>
          ) : (
            <ReachedProvider value={this._session.connection.tag === 'online'}>
              <DraftProvider value={this._place}>
                {this._only === 'burndown' ? (
                  <BurndownPart
                    sprint={found}
                    load={() => this._burndown(this._goal)}
                  />
                ) : (
                  this._drawBoard(sprint, found)
                )}
              </DraftProvider>
            </ReachedProvider>
          )
        }
      </Loaded>
    );
  }

  private _drawBoard(sprint: SprintModel, found: Sprint): JSX.Element {
    return (
      <Board
        sprint={found}
        user={this._session.user}
        mayMove={this._session.access.contribute}
        problem={sprint.problem}
        said={sprint.said}
        undoable={sprint.undoable}
        person={username => this._session.person(username)}
        onMove={move => void sprint.move(move)}
        onAdd={(title, column) => sprint.add(title, column)}
        onEdit={(task, fields, seen) => sprint.edit(task, fields, seen)}
        onUndo={() => void sprint.undo()}
        onSay={(command, done) => sprint.send(command, done)}
        loadBurndown={() => this._burndown(this._goal)}
      />
    );
  }

  private readonly _place: DraftPlace;
  private readonly _saved: MarkdownView;
  private readonly _board: ReactWidget;
  private _sprint: SprintModel | null = null;
  private _goal: string | null = null;
  /** The one part that is drawn, where the cell asked for no board. */
  private _only: 'burndown' | null = null;
}
