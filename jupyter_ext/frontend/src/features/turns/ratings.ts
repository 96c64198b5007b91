/** Who gave which answer a thumb, live. */

import type { IDisposable } from '@lumino/disposable';
import { Fetched } from '../../feed/fetched';
import type { TurnRequests } from './requests';
import type { Rating, Thumb } from './wire';

export class Ratings implements IDisposable {
  constructor(
    private readonly _requests: Pick<TurnRequests, 'ratings' | 'rate'>,
    changed: () => void
  ) {
    this._all = new Fetched(() => _requests.ratings(), changed);
  }

  get isDisposed(): boolean {
    return this._all.isDisposed;
  }

  /** Those of one turn, in the order in which they were given. */
  of(turn: string): readonly Rating[] {
    const { value } = this._all;
    return (value.tag === 'ready' ? value.value.get(turn) : undefined) ?? [];
  }

  soon(): void {
    this._all.soon();
  }

  /** Give an answer a thumb, or take it back. Throws a Problem. */
  async rate(turn: string, value: Thumb | null): Promise<void> {
    await this._requests.rate(turn, value);
    await this._all.now();
  }

  forget(): void {
    this._all.forget();
  }

  dispose(): void {
    this._all.dispose();
  }

  private readonly _all: Fetched<ReadonlyMap<string, readonly Rating[]>>;
}
