/** Something of the server that is fetched again when it may have changed; kept when that fails, and tried again. */

import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../api/problem';
import { attempt, mayPass, PENDING } from '../api/problem';
import { Refresh } from './refresh';

export class Fetched<T> implements IDisposable {
  /** `changed` is called after every fetch. */
  constructor(
    fetch: () => Promise<T>,
    private readonly _changed: () => void
  ) {
    this._refresh = new Refresh(() => this._load(fetch));
  }

  /** What came last; an error only where nothing ever came. */
  get value(): Loadable<T> {
    return this._value;
  }

  get isDisposed(): boolean {
    return this._refresh.isDisposed;
  }

  /** Fetch in a moment; what is asked for until then is the same fetch. */
  soon(): void {
    this._refresh.soon();
  }

  /** Fetch now, or once more after the fetch that is under way. */
  now(): Promise<void> {
    return this._refresh.now();
  }

  /** Forget what came, as when somebody else logs in. */
  forget(): void {
    this._value = PENDING;
  }

  dispose(): void {
    this._refresh.dispose();
  }

  private async _load(fetch: () => Promise<T>): Promise<boolean> {
    const came = await attempt(fetch);
    if (came.tag === 'ready' || this._value.tag !== 'ready') {
      this._value = came;
    }
    this._changed();
    return !mayPass(came);
  }

  private readonly _refresh: Refresh;
  private _value: Loadable<T> = PENDING;
}
