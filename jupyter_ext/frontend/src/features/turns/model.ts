/** Turns and threads, live: the list, the answers, and asking. */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Loadable, Problem } from '../../api/problem';
import { failed, PENDING, ready } from '../../api/problem';
import type { Turn, Visibility } from '../../api/wire/turn';
import type { Answer, Answers, TurnList } from '../../core/answer';
import { Fetched } from '../../feed/fetched';
import type { DraftBox } from '../../ui/draftbox';
import { AnswerTexts } from './answers';
import { KnownTurns } from './list';
import type { AskWish } from './question';
import { PrivateQuestion } from './question';
import { Ratings } from './ratings';
import type { FetchPrompt } from './promptpreview';
import type { TurnRequests } from './requests';
import { ToolCalls } from './toolcalls';
import { Wishes } from './wishes';
import type { Thread, Wish } from './wire';

export class TurnsModel implements Answers, IDisposable {
  constructor(
    private readonly _requests: TurnRequests,
    box: DraftBox,
    private readonly _changed: () => void,
    /** Whether a turn’s model is the built-in demonstration model. */
    readonly isDemo: (turn: Turn) => boolean
  ) {
    this._answers = new AnswerTexts(_requests, this._turns, _changed);
    this._threads = new Fetched(() => _requests.threads(), _changed);
    this.ratings = new Ratings(_requests, () => {
      _changed();
      this._turns.tell('');
    });
    this.calls = new ToolCalls(_requests, this._turns, _changed, id =>
      this._answers.fetch(id)
    );
    this.wishes = new Wishes(_requests, this._turns, _changed);
    this.fetchPrompt = (question, visibility) => _requests.prompt(question, visibility);
    this.question = new PrivateQuestion(
      box,
      (question, wish) => this._ask(question, wish),
      _changed,
      question => _requests.askedBefore(question, 'private')
    );
  }

  readonly question: PrivateQuestion;
  readonly fetchPrompt: FetchPrompt;
  readonly ratings: Ratings;
  readonly calls: ToolCalls;
  readonly wishes: Wishes;

  get turnChanged(): ISignal<unknown, string> {
    return this._turns.changed;
  }

  get isDisposed(): boolean {
    return this._answers.isDisposed;
  }

  get list(): Loadable<TurnList> {
    if (this._problem !== null && this._turns.size === 0) {
      return failed(this._problem);
    }
    if (!this._loaded && this._turns.size === 0) {
      return PENDING;
    }
    return ready({
      turns: this._turns.ordered,
      more: this._more,
      loadingMore: this._loadingMore,
      problem: this._problem
    });
  }

  /** Threads with the model, the one used last first. */
  get threads(): Loadable<readonly Thread[]> {
    return this._threads.value;
  }

  turn(id: string): Turn | null {
    return this._turns.get(id) ?? null;
  }

  answer(id: string): Answer {
    return this._answers.get(id);
  }

  watch(id: string): IDisposable {
    return this._answers.watch(id);
  }

  /** Fetch the newest turns, the threads and the thumbs. */
  load(): void {
    void this.loadNewest();
    this._threads.soon();
    this.ratings.soon();
  }

  async loadNewest(): Promise<void> {
    try {
      const page = await this._requests.turns();
      page.turns.forEach(turn => this._turns.put(turn));
      this._more = this._loaded ? this._more : page.more;
      this._loaded = true;
      this._problem = null;
    } catch (error) {
      this._problem = failed(error).problem;
    }
    this._changed();
  }

  async loadOlder(): Promise<void> {
    const oldest = this._turns.ordered.at(-1);
    if (this._loadingMore || oldest === undefined) {
      return;
    }
    this._loadingMore = true;
    this._changed();
    try {
      const page = await this._requests.turns(oldest.id);
      page.turns.forEach(turn => this._turns.put(turn));
      this._more = page.more;
      this._problem = null;
    } catch (error) {
      this._problem = failed(error).problem;
    }
    this._loadingMore = false;
    this._changed();
  }

  /** Fetch the threads: now, or in a moment. */
  threadsNow(): Promise<void> {
    return this._threads.now();
  }

  threadsSoon(): void {
    this._threads.soon();
  }

  /** Ask the model in a thread. Throws a Problem. */
  async askInThread(thread: string, question: string): Promise<Turn> {
    const turn = await this._requests.ask(question, 'shared', { thread });
    this._turns.put(turn);
    await this._threads.now();
    return turn;
  }

  /** Ask on from an answer, as privately as it is. Throws a Problem. */
  async followUp(
    follows: string,
    question: string,
    visibility: Visibility
  ): Promise<void> {
    this.put(await this._requests.followUp(follows, question, visibility));
    this._threads.soon();
  }

  /** Ask the same question once more. Throws a Problem. */
  async again(id: string, wish: Wish): Promise<void> {
    this.put(await this._requests.again(id, wish));
    this._threads.soon();
  }

  /** Fetch an answer that is not here yet. */
  async fetch(id: string): Promise<void> {
    if (this.turn(id) === null || this.answer(id).tag !== 'ready') {
      await this._answers.fetch(id);
    }
  }

  /** Throws a Problem. */
  async stop(id: string): Promise<void> {
    this.put(await this._requests.stop(id));
  }

  /** Show a turn that came by another way than the list or the feed. */
  put(turn: Turn): void {
    this._turns.put(turn);
    this._changed();
  }

  /** The feed is connected, or it is not. */
  setOnline(online: boolean): void {
    this._answers.setOnline(online);
  }

  /** A turn began or ended. True if it ended while it was known here. */
  onTurn(turn: Turn): boolean {
    const before = this._turns.get(turn.id);
    const wasOpen = before !== undefined && !this._turns.hasEnded(turn.id);
    this._turns.put(turn);
    this._answers.onTurn(turn);
    return wasOpen && this._turns.hasEnded(turn.id);
  }

  onDelta(id: string, seq: number, text: string): void {
    this._answers.onDelta(id, seq, text);
  }

  /** After a reconnect: these turns are being answered now. */
  resume(active: readonly Turn[]): void {
    this._answers.resume(active);
  }

  /** Forget what the member who was at this browser before had. */
  forget(): void {
    this._turns.clear();
    this._answers.forget();
    this.ratings.forget();
    this._loaded = false;
    this.question.forget();
  }

  dispose(): void {
    this.question.known.dispose();
    this._answers.dispose();
    this._threads.dispose();
    this.wishes.dispose();
    this.ratings.dispose();
    this._turns.dispose();
  }

  private async _ask(question: string, wish: AskWish): Promise<Turn> {
    const turn = await this._requests.ask(question, 'private', wish);
    this._turns.put(turn);
    return turn;
  }

  private readonly _turns = new KnownTurns();
  private readonly _answers: AnswerTexts;
  private readonly _threads: Fetched<readonly Thread[]>;
  private _loaded = false;
  private _problem: Problem | null = null;
  private _more = false;
  private _loadingMore = false;
}
