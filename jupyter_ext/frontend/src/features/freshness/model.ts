/** What became of the code that entries speak of, live, and tying an entry to a file's new place. */

import type { IDisposable } from '@lumino/disposable';
import type { Server } from '../../api/server';
import type { Command } from '../../api/wire/command';
import type { EntryFreshnessView, FreshnessAnswer } from '../../api/wire/types';
import { Fetched } from '../../feed/fetched';

export class FreshnessModel implements IDisposable {
  /** `command` has something carried out; it throws a Problem. */
  constructor(
    fetch: () => Promise<FreshnessAnswer>,
    private readonly _command: (command: Command) => Promise<unknown>,
    changed: () => void
  ) {
    this._all = new Fetched(fetch, changed);
  }

  get isDisposed(): boolean {
    return this._all.isDisposed;
  }

  /** What became of the entry's anchors; null for one without any. */
  of(entry: string): EntryFreshnessView | null {
    const { value } = this._all;
    return value.tag === 'ready'
      ? (value.value.entries.find(one => one.entry === entry) ?? null)
      : null;
  }

  /** Tie it to the place where a file is now; the other way round undoes it. Throws a Problem. */
  async reanchor(entry: string, old: string, now: string): Promise<void> {
    await this._command({ command: 'reanchor', entry, old, new: now });
    this._all.soon();
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

  private readonly _all: Fetched<FreshnessAnswer>;
}

export function fetchFreshness(server: Server): Promise<FreshnessAnswer> {
  return server.get('/freshness');
}
