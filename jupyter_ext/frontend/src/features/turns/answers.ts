/**
 * The texts of answers: put together from deltas of the feed, fetched where some are missing, and
 * looked at every few seconds while the feed is down.
 */

import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import type { Problem } from '../../api/problem';
import { failed, PENDING } from '../../api/problem';
import type { Turn } from '../../api/wire/turn';
import type { Answer } from '../../core/answer';
import { hasEnded } from '../../core/turn';
import type { KnownTurns } from './list';
import { LiveText } from './livetext';
import type { TurnRequests } from './requests';

/** Milliseconds between two looks at a watched answer while the feed is down. */
const INTERVAL = 3_000;
/** Milliseconds before a text that could not be fetched is tried again. */
const PATIENCE = 2_000;

export class AnswerTexts implements IDisposable {
  constructor(
    private readonly _requests: Pick<TurnRequests, 'turn'>,
    private readonly _turns: KnownTurns,
    private readonly _changed: () => void
  ) {
    this._poll = new Poll({
      auto: false,
      factory: () => this._lookAgain(),
      frequency: { interval: INTERVAL, backoff: false },
      name: 'commonground:answers'
    });
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  get(id: string): Answer {
    const turn = this._turns.get(id);
    if (turn !== undefined && turn.text !== null && hasEnded(turn)) {
      return { tag: 'ready', text: turn.text, live: false };
    }
    const live = this._live.get(id);
    if (live !== undefined && (live.seq > 0 || live.text !== '')) {
      return { tag: 'ready', text: live.text, live: true };
    }
    const problem = this._problems.get(id);
    return problem === undefined ? PENDING : { tag: 'error', problem };
  }

  /** Keep an answer loaded and up to date until the result is disposed. */
  watch(id: string): IDisposable {
    this._watched.set(id, (this._watched.get(id) ?? 0) + 1);
    if (this.get(id).tag !== 'ready' || this._turns.get(id) === undefined) {
      void this.fetch(id);
    }
    return new DisposableDelegate(() => {
      const left = (this._watched.get(id) ?? 1) - 1;
      if (left > 0) {
        this._watched.set(id, left);
      } else {
        this._watched.delete(id);
      }
    });
  }

  /** Whether the feed is connected: while it is not, watched answers are looked at by HTTP. */
  setOnline(online: boolean): void {
    void (online ? this._poll.stop() : this._poll.start());
  }

  /** A turn began or ended. */
  onTurn(turn: Turn): void {
    if (!hasEnded(turn)) {
      this._liveOf(turn.id);
    } else if (this._watched.has(turn.id)) {
      void this.fetch(turn.id);
    } else {
      this._live.delete(turn.id);
    }
  }

  /** A piece of an answer came. */
  onDelta(id: string, seq: number, text: string): void {
    if (this._turns.hasEnded(id)) {
      return;
    }
    if (this._liveOf(id).apply(seq, text) === 'gap') {
      void this.fetch(id);
    }
    this._turns.tell(id);
  }

  /** After a reconnect: fetch what is being answered, and what may have ended meanwhile. */
  resume(active: readonly Turn[]): void {
    for (const turn of active) {
      // What was written before we came, or while we were away, no delta will bring.
      void this.fetch(turn.id);
    }
    const known = new Set(active.map(turn => turn.id));
    const unsure = new Set([
      ...this._turns.open.map(turn => turn.id),
      ...this._watched.keys()
    ]);
    for (const id of unsure) {
      if (!known.has(id) && !this._turns.hasEnded(id)) {
        void this.fetch(id);
      }
    }
  }

  /**
   * Fetch a turn with its text; while that is under way, once more after it. Where the server could
   * not give it just then, and somebody looks at the answer, again until it comes.
   */
  async fetch(id: string): Promise<void> {
    if (this._fetching.has(id)) {
      this._again.add(id);
      return;
    }
    this._fetching.add(id);
    try {
      await this._load(id);
    } catch (error) {
      this._problems.set(id, failed(error).problem);
      this._turns.tell(id);
      this._changed();
      await new Promise(resolve => window.setTimeout(resolve, PATIENCE));
    }
    this._fetching.delete(id);
    if (this.isDisposed) {
      return;
    }
    this._turns.tell(id);
    this._changed();
    if ((this._again.delete(id) && this._isStale(id)) || this._mayCome(id)) {
      void this.fetch(id);
    }
  }

  forget(): void {
    this._live.clear();
    this._problems.clear();
  }

  dispose(): void {
    this._poll.dispose();
  }

  private async _load(id: string): Promise<void> {
    const { turn, seq } = await this._requests.turn(id);
    this._problems.delete(id);
    if (!hasEnded(turn)) {
      this._liveOf(id).resume(turn.text ?? '', seq);
    }
    this._turns.put(turn);
    if (hasEnded(turn)) {
      this._live.delete(id);
    }
  }

  private _liveOf(id: string): LiveText {
    const live = this._live.get(id) ?? new LiveText();
    this._live.set(id, live);
    return live;
  }

  /** Whether a text that was asked for again during a fetch is still incomplete after it. */
  private _isStale(id: string): boolean {
    const turn = this._turns.get(id);
    return (
      (turn !== undefined && hasEnded(turn) && turn.text === null) ||
      this._live.get(id)?.waiting === true
    );
  }

  /** Whether somebody looks at a text that could not be fetched just then. */
  private _mayCome(id: string): boolean {
    return this._watched.has(id) && this._problems.get(id)?.passing === true;
  }

  private async _lookAgain(): Promise<void> {
    const open = [...this._watched.keys()].filter(id => !this._turns.hasEnded(id));
    await Promise.all(open.map(id => this.fetch(id)));
  }

  private readonly _poll: Poll<void>;
  private readonly _live = new Map<string, LiveText>();
  private readonly _watched = new Map<string, number>();
  private readonly _fetching = new Set<string>();
  private readonly _again = new Set<string>();
  private readonly _problems = new Map<string, Problem>();
}
