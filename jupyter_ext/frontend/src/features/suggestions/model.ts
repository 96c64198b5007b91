/** What the AI suggests to keep, live: under which answer it stands, and what became of it. */

import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../../api/problem';
import type { Server } from '../../api/server';
import type { Command } from '../../api/wire/command';
import type {
  SuggestionsAnswer,
  SuggestionView,
  SweepAnswer
} from '../../api/wire/types';
import { Fetched } from '../../feed/fetched';

export type Verdict = 'dismiss' | 'never' | 'again' | 'taken';

/** Requests about suggestions. Each throws a Problem when it fails. */
export class SuggestionRequests {
  constructor(private readonly _server: Server) {}

  all(): Promise<SuggestionsAnswer> {
    return this._server.get('/suggestions');
  }

  sweep(): Promise<SweepAnswer> {
    return this._server.post('/suggestions/sweep');
  }
}

export class SuggestionsModel implements IDisposable {
  /** `command` has something carried out; it throws a Problem. */
  constructor(
    private readonly _requests: Pick<SuggestionRequests, 'all' | 'sweep'>,
    private readonly _command: (command: Command) => Promise<unknown>,
    changed: () => void
  ) {
    this._all = new Fetched(() => _requests.all(), changed);
  }

  get value(): Loadable<SuggestionsAnswer> {
    return this._all.value;
  }

  get isDisposed(): boolean {
    return this._all.isDisposed;
  }

  /** Those that wait for somebody's word, oldest first. */
  get open(): readonly SuggestionView[] {
    return this._items.filter(({ state }) => state === 'open');
  }

  /** What is not to be suggested again. */
  get never(): readonly SuggestionView[] {
    return this._items.filter(({ state }) => state === 'never');
  }

  /** The open ones of one answer. */
  ofTurn(turn: string): readonly SuggestionView[] {
    return this.open.filter(one => one.turn === turn);
  }

  /** The suggestion that became this entry, if one did. */
  ofEntry(entry: string): SuggestionView | null {
    return this._items.find(one => one.entry === entry) ?? null;
  }

  /** Put it into the review queue, in this member's name. Throws a Problem. */
  async accept(suggestion: string): Promise<void> {
    await this._command({ command: 'accept_suggestion', suggestion });
    await this._all.now();
  }

  /** Throws a Problem. */
  async decide(suggestion: string, verdict: Verdict): Promise<void> {
    await this._command({ command: 'decide_suggestion', suggestion, verdict });
    await this._all.now();
  }

  /** Look through the threads of the last days. Throws a Problem. */
  async sweep(): Promise<SweepAnswer> {
    const found = await this._requests.sweep();
    await this._all.now();
    return found;
  }

  soon(): void {
    this._all.soon();
  }

  forget(): void {
    this._all.forget();
  }

  dispose(): void {
    this._all.dispose();
  }

  private get _items(): readonly SuggestionView[] {
    const { value } = this._all;
    return value.tag === 'ready' ? value.value.suggestions : [];
  }

  private readonly _all: Fetched<SuggestionsAnswer>;
}
