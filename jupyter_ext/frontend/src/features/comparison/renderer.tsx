/**
 * Draws a comparison in a cell's output, live for everybody who has the notebook open. The output
 * names the comparison; everything else is the server's.
 */

import { Clipboard } from '@jupyterlab/apputils';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import { Problem } from '../../api/problem';
import type { Server } from '../../api/server';
import { savedText } from '../../api/wire/turn';
import { mayStop } from '../../core/access';
import type { Answers } from '../../core/answer';
import type { Entry } from '../../core/entry';
import { trans } from '../../core/trans';
import type { Session } from '../../feed/session';
import { MarkdownText } from '../../ui/controls';
import type { DraftPlace } from '../../ui/draft';
import { DraftProvider } from '../../ui/draft';
import type { DraftBox } from '../../ui/draftbox';
import type { Env } from '../../ui/env';
import { EnvProvider } from '../../ui/env';
import type { MarkdownFactory } from '../../ui/markdown';
import type { Notebooks } from '../../ui/notebooks';
import { Boundary, Loaded, ProblemNote, ReachedProvider } from '../../ui/states';
import type { BoardActions } from './actions';
import { Board } from './board';
import { comparisonOf } from './guards';
import { ComparisonModel } from './model';
import { ComparisonRequests } from './requests';
import { COMPARISON_TYPE } from './wire';

/** Milliseconds between two redraws while answers grow or others write. */
const REDRAW = 130;
/** Milliseconds between two looks at the clock. */
const TICK = 1_000;

export class ComparisonRenderer extends ReactWidget implements IRenderMime.IRenderer {
  constructor(
    private readonly _server: Server,
    private readonly _session: Session,
    private readonly _answers: Answers,
    private readonly _entryOf: (id: string) => Entry | null,
    private readonly _notebooks: Notebooks,
    private readonly _box: DraftBox,
    markdown: MarkdownFactory
  ) {
    super();
    this._place = { box: _box, about: 'comparison' };
    this.addClass('cg-output');
    this.addClass('cg-comparison');
    this.node.dataset['testid'] = 'cg-comparison';
    this.node.dataset['lmSuppressShortcuts'] = 'true';
    this._steady = {
      markdown,
      person: username => _session.person(username),
      answer: id => _answers.answer(id),
      watch: id => _answers.watch(id),
      isDemo: turn => _answers.isDemo(turn)
    };
    _session.stateChanged.connect(this._soon, this);
    _answers.turnChanged.connect(this._soon, this);
    this._clock = window.setInterval(() => this._tick(), TICK);
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const id = comparisonOf(model.data[COMPARISON_TYPE]);
    this._saved = savedText(model.data['text/markdown']);
    if (id !== (this._model?.id ?? null)) {
      this._model?.dispose();
      this._model = null;
      if (id !== null) {
        this._model = new ComparisonModel(
          new ComparisonRequests(this._server, id),
          this._session,
          this._answers
        );
        this._model.changed.connect(this._soon, this);
      }
    }
    this._place = { box: this._box, about: `comparison ${id ?? ''}` };
    this.update();
    return this.renderPromise ?? Promise.resolve();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearInterval(this._clock);
    window.clearTimeout(this._timer);
    this._model?.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected override render(): JSX.Element {
    const env: Env = { ...this._steady, now: Date.now() };
    return (
      <EnvProvider value={env}>
        <ReachedProvider value={this._session.connection.tag === 'online'}>
          <DraftProvider key={this._place.about} value={this._place}>
            <Boundary>{this._draw()}</Boundary>
          </DraftProvider>
        </ReachedProvider>
      </EnvProvider>
    );
  }

  private _draw(): JSX.Element {
    const model = this._model;
    if (model === null) {
      return (
        <ProblemNote
          problem={new Problem(trans.__('This output names no comparison.'))}
        />
      );
    }
    const { access, user, connection } = this._session;
    if (model.state.tag === 'error' && this._saved !== null) {
      return (
        <>
          <ProblemNote problem={model.state.problem} retry={() => model.refresh()} />
          <p className="cg-muted">{trans.__('As it was saved in this notebook:')}</p>
          <MarkdownText text={this._saved} testId="cg-comparison-saved" />
        </>
      );
    }
    return (
      <Loaded
        of={model.state}
        what={trans.__('the comparison')}
        retry={() => model.refresh()}
      >
        {comparison => (
          <Board
            comparison={comparison}
            user={user}
            contribute={access.contribute}
            offline={connection.tag !== 'online'}
            reason={access.reason}
            turnOf={id => this._answers.turn(id)}
            textOf={(option, version) => model.text(option, version)}
            mayStop={id => {
              const turn = this._answers.turn(id);
              return turn !== null && mayStop(user, turn);
            }}
            entryOf={this._entryOf}
            actions={this._actions(model)}
          />
        )}
      </Loaded>
    );
  }

  private _actions(model: ComparisonModel): BoardActions {
    return {
      act: act => model.act(act),
      say: command => model.say(command),
      record: act => model.record(act),
      diff: (from, to) => model.diff(from, to),
      page: () => model.page(),
      table: format => model.table(format),
      copy: text => Clipboard.copyToSystem(text),
      canInsert: this._notebooks.holds(this.node),
      insert: files => {
        const cells = files.map(file => ({
          cell_type: 'code' as const,
          source: `# ${file.path}\n${file.text.trimEnd()}`
        }));
        this._inserted.push(
          ...this._notebooks.insert(this.node, cells, this._inserted)
        );
      }
    };
  }

  private _soon(): void {
    if (this._timer === 0 && !this.isDisposed) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        this.update();
      }, REDRAW);
    }
  }

  /** Only a running timer needs the clock every second. */
  private _tick(): void {
    const state = this._model?.state;
    if (state?.tag === 'ready' && state.value.phase.ends !== null && this.isVisible) {
      this.update();
    }
  }

  private readonly _steady: Omit<Env, 'now'>;
  private readonly _clock: number;
  private readonly _inserted: string[] = [];
  private _model: ComparisonModel | null = null;
  private _place: DraftPlace;
  private _saved: string | null = null;
  private _timer = 0;
}
