/** The servers of models on the server’s machine, and the owner’s choice among them. */

import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../../api/problem';
import type { NearbyAnswer } from '../../api/wire/types';
import { Fetched } from '../../feed/fetched';
import type { NearbyChoice } from './nearbymodel';

export class NearbyModels implements IDisposable {
  /** `keep` saves the choice, and throws a Problem where that fails. */
  constructor(
    fetch: () => Promise<NearbyAnswer>,
    private readonly _keep: (choice: NearbyChoice) => Promise<void>,
    private readonly _changed: () => void
  ) {
    this._fetched = new Fetched(fetch, _changed);
  }

  /** What there is: pending for whoever does not decide on it. */
  get found(): Loadable<NearbyAnswer> {
    return this._fetched.value;
  }

  /** Whether the owner is deciding anew. */
  get again(): boolean {
    return this._again;
  }

  /** Whether it was decided and may be decided anew. */
  get decided(): boolean {
    const { found } = this;
    return found.tag === 'ready' && !found.value.fixed && found.value.asked;
  }

  get isDisposed(): boolean {
    return this._fetched.isDisposed;
  }

  /** Look which there are, the first time. */
  begin(): void {
    if (this.found.tag === 'pending') {
      this._fetched.soon();
    }
  }

  /** Look again which there are, and ask. */
  async reconsider(): Promise<void> {
    await this._fetched.now();
    this._again = true;
    this._changed();
  }

  leave(): void {
    this._again = false;
    this._changed();
  }

  /** Have one of them answer, or none. Throws a Problem. */
  async choose(choice: NearbyChoice): Promise<void> {
    await this._keep(choice);
    this._again = false;
    await this._fetched.now();
  }

  dispose(): void {
    this._fetched.dispose();
  }

  private readonly _fetched: Fetched<NearbyAnswer>;
  private _again = false;
}
