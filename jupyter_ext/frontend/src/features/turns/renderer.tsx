/**
 * Draws a turn in a cell's output: live from the feed while it streams, from the notebook once it has
 * ended. The output names the turn; the text is always treated as untrusted.
 */

import { Clipboard } from '@jupyterlab/apputils';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { ReactWidget } from '@jupyterlab/ui-components';
import type { IDisposable } from '@lumino/disposable';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';
import type { ReactNode } from 'react';
import { Problem } from '../../api/problem';
import type { Person } from '../../api/wire/member';
import type { Turn, TurnBundle } from '../../api/wire/turn';
import type { CallView } from '../../api/wire/types';
import { parseBundle, savedAnswer } from '../../api/wire/turn';
import { mayStop } from '../../core/access';
import type { Answers } from '../../core/answer';
import type { CodeCell } from '../../core/codeblocks';
import { insertable } from '../../core/codeblocks';
import { MIME_TYPE } from '../../core/mime';
import { trans } from '../../core/trans';
import { hasEnded } from '../../core/turn';
import type { Session } from '../../feed/session';
import { DraftProvider } from '../../ui/draft';
import type { DraftBox } from '../../ui/draftbox';
import type { Env } from '../../ui/env';
import { EnvProvider } from '../../ui/env';
import type { MarkdownFactory } from '../../ui/markdown';
import type { OfferNames } from '../../ui/naming';
import { OfferProvider } from '../../ui/naming';
import type { Notebooks } from '../../ui/notebooks';
import type { AnswerActions, Answered } from './answertools';
import { AnswerParts } from './answerparts';
import { Calls } from './calls';
import { addCodeTools } from './codetools';
import { Drawn } from './drawn';
import { Head, OtherAnswers } from './sidebyside';
import type { AnswerView } from './answerview';
import { NOTHING, notLoaded, savedAsker } from './answerview';
import { Thinking } from './thinking';
import { TurnFoot, TurnHead } from './turnhead';

/** Milliseconds between two redraws of a growing answer. */
const REDRAW = 130;

export class TurnRenderer extends Panel implements IRenderMime.IRenderer {
  constructor(
    options: IRenderMime.IRendererOptions,
    markdown: MarkdownFactory,
    private readonly _session: Session,
    private readonly _answers: Answers & {
      readonly wishes: { readonly names: OfferNames };
      stop(id: string): Promise<void>;
    },
    private readonly _notebooks: Notebooks,
    box: DraftBox,
    private readonly _actionsOn: (shown: { textOf: () => string }) => AnswerActions,
    /** What is drawn below an answer besides, as messages that it proposes; `turn` if it is known here. */
    private readonly _below: (text: string, turn: string | null) => ReactNode = () =>
      null
  ) {
    super();
    this.addClass('cg-output');
    this.node.dataset['testid'] = 'cg-output';
    this._parts = new AnswerParts(
      markdown,
      options,
      calls => this._drawCalls(calls),
      () =>
        this._turn === null || this._others.length === 0 ? (
          <></>
        ) : (
          <Head turn={this._turn} />
        )
    );
    this._env = {
      markdown,
      person: username => _session.person(username),
      answer: id => _answers.answer(id),
      watch: id => _answers.watch(id),
      isDemo: turn => _answers.isDemo(turn)
    };
    this._head = new Drawn(() => this._drawHead());
    this._beside = new Drawn(() => (
      <EnvProvider value={{ ...this._env, now: Date.now() }}>
        <OtherAnswers turns={this._others} />
      </EnvProvider>
    ));
    this._foot = new Drawn(() => (
      <EnvProvider value={{ ...this._env, now: Date.now() }}>
        <OfferProvider value={this._answers.wishes.names}>
          <DraftProvider value={{ box, about: '' }}>{this._drawFoot()}</DraftProvider>
        </OfferProvider>
      </EnvProvider>
    ));
    this.addWidget(this._head);
    this.addWidget(this._parts);
    this.addWidget(this._beside);
    this.addWidget(this._foot);
    this._answers.turnChanged.connect(this._onTurn, this);
    this._session.stateChanged.connect(this._onState, this);
  }

  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const bundle = parseBundle(model.data[MIME_TYPE]);
    this._bundle = bundle;
    this._saved = bundle?.text ?? savedAnswer(bundle, model.data['text/markdown']);
    this._watching?.dispose();
    this._watching = null;
    // A finished answer is in the notebook; anything else, as what tools gave, is the server’s.
    const whole = bundle?.status !== 'streaming' && this._saved !== null;
    if (bundle !== null && (!whole || bundle.calls > 0 || bundle.thought)) {
      this._watching = this._answers.watch(bundle.turn);
    }
    this._draw();
    return Promise.resolve();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    window.clearTimeout(this._timer);
    this._watching?.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    // Only now is it known whether there is a notebook around.
    this._parts.forget();
    this._draw();
  }

  private _onTurn(_: unknown, id: string): void {
    const ours = id === this._bundle?.turn || id === '' || this._isBeside(id);
    if (ours && this._timer === 0) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        this._draw();
      }, REDRAW);
    }
  }

  private _onState(): void {
    const connection = this._session.connection.tag;
    const user = this._session.user?.username ?? null;
    if (connection !== this._connection || user !== this._user) {
      this._connection = connection;
      this._user = user;
      this._draw();
    }
  }

  private _draw(): void {
    if (this.isDisposed) {
      return;
    }
    this._view = this._look();
    const { text, status } = this._view;
    const finished = status !== 'streaming';
    const blocks = this.isAttached && finished ? insertable(text ?? '') : [];
    this._blocks = this._notebooks.holds(this.node) ? blocks : [];
    this.node.dataset['status'] = status ?? 'unknown';
    const calls = this._turn?.calls ?? [];
    this._parts.node.setAttribute('aria-busy', String(!finished));
    this._parts.setHidden(text === null && calls.length === 0);
    this._text = text;
    this._finished = finished;
    this._parts.draw(
      text ?? '',
      calls,
      finished,
      (host, part) => finished && this._addTools(host, part)
    );
    const compared = this._others.length > 0;
    this.toggleClass('cg-mod-compared', compared);
    this._beside.setHidden(!compared);
    this._head.update();
    this._beside.update();
    this._foot.update();
  }

  /** The answers of other models to the same question. */
  private get _others(): readonly Turn[] {
    return this._known === null ? [] : this._actions().besideOf(this._known);
  }

  private _look(): AnswerView {
    const bundle = this._bundle;
    if (bundle === null) {
      return { ...NOTHING, problem: trans.__('This output names no question.') };
    }
    const turn = this._answers.turn(bundle.turn);
    if (bundle.status !== 'streaming' && this._saved !== null) {
      return this._lookSaved(bundle, turn, this._saved);
    }
    if (turn !== null) {
      return this._lookLive(bundle, turn);
    }
    const answer = this._answers.answer(bundle.turn);
    if (answer.tag === 'error') {
      return this._lookLost(bundle, answer.problem);
    }
    return {
      ...this._lookSaved(bundle, null, this._saved),
      note: trans.__('Loading the answer…')
    };
  }

  /** As the notebook has it: whole without any server. */
  private _lookSaved(
    bundle: TurnBundle,
    turn: Turn | null,
    text: string | null
  ): AnswerView {
    const said = bundle.problem !== null && text?.includes(bundle.problem) === true;
    return {
      status: bundle.status,
      asker: this._askerOf(bundle, turn),
      modelLabel: bundle.model_label ?? turn?.model_label ?? null,
      demo: bundle.demo || (turn !== null && this._answers.isDemo(turn)),
      text,
      note: null,
      problem: said ? null : bundle.problem
    };
  }

  /** As the server has it now. */
  private _lookLive(bundle: TurnBundle, turn: Turn): AnswerView {
    const answer = this._answers.answer(turn.id);
    const offline = this._session.connection.tag !== 'online';
    const streaming = !hasEnded(turn);
    const lost = answer.tag === 'error' && this._saved === null ? answer.problem : null;
    return {
      status: turn.status,
      asker: this._askerOf(bundle, turn),
      modelLabel: turn.model_label,
      demo: bundle.demo || this._answers.isDemo(turn),
      text: answer.tag === 'ready' ? answer.text : this._saved,
      note:
        streaming && offline
          ? trans.__('Not connected; looking again every few seconds')
          : null,
      problem: lost === null ? turn.problem : notLoaded(lost)
    };
  }

  /** The server does not know the turn, or can't be reached. */
  private _lookLost(bundle: TurnBundle, problem: Problem): AnswerView {
    const unknown = problem.status === 404;
    const without = unknown
      ? trans.__(
          'This answer was written elsewhere: this server does not know it, and the notebook was saved before it was complete. Run the cell again to ask anew.'
        )
      : notLoaded(problem);
    return {
      ...this._lookSaved(bundle, null, this._saved),
      status: bundle.status === 'streaming' ? null : bundle.status,
      problem: this._saved === null ? without : bundle.problem
    };
  }

  private _askerOf(bundle: TurnBundle, turn: Turn | null): Person | null {
    return turn !== null ? this._session.person(turn.asker) : savedAsker(bundle);
  }

  private _drawHead(): JSX.Element {
    const { status, asker, modelLabel, demo, note } = this._view;
    const turn = this._turn;
    const stoppable = turn !== null && mayStop(this._session.user, turn);
    return (
      <>
        <TurnHead
          status={status}
          asker={asker}
          modelLabel={modelLabel}
          demo={demo}
          ahead={turn?.ahead ?? 0}
          skill={turn?.skill ?? null}
          yours={turn !== null && turn.asker === this._session.user?.username}
          note={this._waits() ? trans.__('Waiting for the first words…') : note}
          onStop={stoppable ? () => void this._stop(turn.id) : null}
        />
        <Thinking
          text={turn?.thinking ?? ''}
          live={status === 'streaming' && (this._view.text ?? '') === ''}
        />
      </>
    );
  }

  private _drawCalls(calls: readonly CallView[]): JSX.Element {
    const turn = this._turn;
    return turn === null ? (
      <></>
    ) : (
      <Calls turn={turn} calls={calls} actions={this._actions()} />
    );
  }

  /** The turn as the server has it; null where it is not known here. */
  private get _turn(): Turn | null {
    return this._bundle === null ? null : this._answers.turn(this._bundle.turn);
  }

  private _isBeside(id: string): boolean {
    const { beside = null } = this._answers.turn(id) ?? {};
    return beside !== null && beside === this._bundle?.turn;
  }

  private _drawFoot(): JSX.Element {
    const { text } = this._view;
    return (
      <TurnFoot
        below={this._finished && text !== null ? this._below(text, this._known) : null}
        answered={this._answered()}
        actions={this._actions()}
        problem={this._view.problem}
        error={this._error}
        blocks={this._blocks.length}
        onInsertAll={() => this._insert(this._blocks)}
      />
    );
  }

  /** The turn, where this server knows it. */
  private get _known(): string | null {
    return this._turn?.id ?? null;
  }

  /** The answer, once it has ended; null before, and where the output names none. */
  private _answered(): Answered | null {
    const { status } = this._view;
    return this._bundle === null || status === null || status === 'streaming'
      ? null
      : { id: this._bundle.turn, status, private: false };
  }

  private _actions(): AnswerActions {
    return this._actionsOn({ textOf: () => this._text ?? '' });
  }

  private _waits(): boolean {
    const { status, text, note } = this._view;
    const turn = this._turn;
    const first = (turn?.ahead ?? 0) === 0;
    return first && status === 'streaming' && note === null && (text ?? '') === '';
  }

  private async _stop(id: string): Promise<void> {
    this._error = null;
    try {
      await this._answers.stop(id);
    } catch (error) {
      this._error = Problem.of(error);
    }
    this._draw();
  }

  private _addTools(host: HTMLElement, text: string): void {
    addCodeTools(host, {
      cells: insertable(text),
      insert: this._notebooks.holds(this.node) ? cell => this._insert([cell]) : null,
      copy: source => Clipboard.copyToSystem(source)
    });
  }

  private _insert(cells: readonly CodeCell[]): void {
    this._error = null;
    try {
      this._inserted.push(...this._notebooks.insert(this.node, cells, this._inserted));
    } catch (error) {
      this._error = Problem.of(error);
    }
    this._foot.update();
  }

  private readonly _parts: AnswerParts;
  private readonly _env: Omit<Env, 'now'>;
  private readonly _head: ReactWidget;
  private readonly _beside: ReactWidget;
  private readonly _foot: ReactWidget;
  private _bundle: TurnBundle | null = null;
  private _saved: string | null = null;
  private _view: AnswerView = NOTHING;
  private _text: string | null = null;
  private _finished = false;
  private _blocks: readonly CodeCell[] = [];
  private readonly _inserted: string[] = [];
  private _error: Problem | null = null;
  private _watching: IDisposable | null = null;
  private _timer = 0;
  private _connection = '';
  private _user: string | null = null;
}
