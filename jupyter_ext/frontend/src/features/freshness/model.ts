/** What became of the code that entries speak of, live, and tying an entry to a file's new place. */

import type { IDisposable } from '@lumino/disposable';
import type { Server } from '../../api/server';
import type { Command } from '../../api/wire/command';
import type {
  EntryFreshnessView,
  FreshnessAnswer,
  UnusedView
} from '../../api/wire/types';
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

  /** What of this member's nobody uses: whether it still holds is theirs to say. */
  get unused(): readonly UnusedView[] {
    const { value } = this._all;
    return value.tag === 'ready' ? value.value.unused : [];
  }

  async retire({ entry, revision }: UnusedView): Promise<void> {
    await this._command({ command: 'retire', entry, heads: [revision] });
    this._all.soon();
  }

  /** Say that an entry was opened by a link, once for each page. Nobody waits for it. */
  opened(entry: string): void {
    if (!this._opened.has(entry)) {
      this._opened.add(entry);
      this._command({ command: 'opened', entry }).catch(() => undefined);
    }
  }

  /** Say that the entry's version holds; with `gone` also where its code is gone. Throws a Problem. */
  async holds(entry: string, revision: string, gone: boolean): Promise<void> {
    await this._command({ command: 'still_holds', entry, revision, gone });
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

  private readonly _opened = new Set<string>();
  private readonly _all: Fetched<FreshnessAnswer>;
}

export function fetchFreshness(server: Server): Promise<FreshnessAnswer> {
  return server.get('/freshness');
}
