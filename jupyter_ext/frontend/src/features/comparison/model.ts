/**
 * One comparison as a cell shows it: fetched, and fetched again whenever the feed tells that something
 * of it is new. Refuses to draw; holds no word that a person is typing.
 */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Loadable } from '../../api/problem';
import { attempt, failed, mayPass, PENDING, ready } from '../../api/problem';
import type { RecordAnswer } from '../../api/wire/types';
import type { Answers } from '../../core/answer';
import { hasEnded } from '../../core/turn';
import { Refresh } from '../../feed/refresh';
import type { Session } from '../../feed/session';
import { COMPARISON_PREFIX, currentVersion } from './comparison';
import type { ComparisonRequests } from './requests';
import type {
  Comparison,
  ComparisonAct,
  ComparisonCommand,
  Deciding,
  FileDiff,
  OptionText
} from './wire';

export class ComparisonModel implements IDisposable {
  constructor(
    private readonly _requests: ComparisonRequests,
    session: Session,
    private readonly _answers: Answers
  ) {
    const { id } = _requests;
    this._listening = session.onFacts(COMPARISON_PREFIX, about => {
      if (about.length === 0 || about.includes(id)) {
        this._refreshing.soon();
      }
    });
    _answers.turnChanged.connect(this._onTurn, this);
    void this._refreshing.now();
  }

  get id(): string {
    return this._requests.id;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  get state(): Loadable<Comparison> {
    return this._state;
  }

  refresh(): void {
    void this._refreshing.now();
  }

  /** A version's text and files; they never change, so each is fetched once. */
  text(option: string, version: string): Loadable<OptionText> {
    return this._texts.get(version) ?? this._fetchText(option, version);
  }

  diff(from: string, to: string): Promise<readonly FileDiff[]> {
    return this._requests.diff(from, to);
  }

  /** The decision record that this would write. Throws a Problem. */
  record(act: Deciding): Promise<RecordAnswer> {
    return this._requests.record(act);
  }

  table(format: 'csv' | 'md'): Promise<string> {
    return this._requests.table(format);
  }

  page(): Promise<string> {
    return this._requests.page();
  }

  /** Throws a Problem. */
  async act(act: ComparisonAct): Promise<void> {
    this._set(await this._requests.act(act));
  }

  /** Throws a Problem. */
  async say(command: ComparisonCommand): Promise<void> {
    await this._requests.command(command);
    await this._refreshing.now();
  }

  dispose(): void {
    if (this._disposed) {
      return;
    }
    this._disposed = true;
    this._listening.dispose();
    this._refreshing.dispose();
    this._watching.forEach(watching => watching.dispose());
    Signal.clearData(this);
  }

  private async _fetch(): Promise<boolean> {
    const found = await attempt(() => this._requests.comparison());
    if (found.tag === 'ready') {
      this._set(found.value);
    } else if (this._state.tag !== 'ready') {
      this._state = found;
      this._emit();
    }
    return !mayPass(found);
  }

  private _set(comparison: Comparison): void {
    this._state = ready(comparison);
    this._watch(comparison);
    this._emit();
  }

  /** Keep the answers that are shown loaded, each once. */
  private _watch(comparison: Comparison): void {
    if (this._disposed) {
      return;
    }
    for (const option of comparison.options) {
      const turn = currentVersion(option)?.turn ?? null;
      if (turn !== null && !this._watching.has(turn)) {
        this._watching.set(turn, this._answers.watch(turn));
      }
    }
  }

  private _onTurn(_: unknown, id: string): void {
    if (!this._watching.has(id)) {
      return;
    }
    const turn = this._answers.turn(id);
    if (turn !== null && hasEnded(turn) && !this._ended.has(id)) {
      this._ended.add(id);
      this._refreshing.soon();
    }
  }

  private _fetchText(option: string, version: string): Loadable<OptionText> {
    this._texts.set(version, PENDING);
    this._requests
      .optionText(option, version)
      .then(ready, failed)
      .then(state => {
        this._texts.set(version, state);
        this._emit();
      })
      .catch(console.error);
    return PENDING;
  }

  private _emit(): void {
    if (!this._disposed) {
      this._changed.emit();
    }
  }

  private _state: Loadable<Comparison> = PENDING;
  private _disposed = false;
  private readonly _listening: IDisposable;
  private readonly _refreshing = new Refresh(() => this._fetch());
  private readonly _texts = new Map<string, Loadable<OptionText>>();
  private readonly _watching = new Map<string, IDisposable>();
  private readonly _ended = new Set<string>();
  private readonly _changed = new Signal<this, void>(this);
}
