/** Whether what is being written was answered before: asked of the server a moment after the last letter. */

import type { IDisposable } from '@lumino/disposable';
import type { PrecedentView } from '../../api/wire/types';

/** Milliseconds after the last letter until it is looked for. */
const PAUSE = 400;

export type Known = PrecedentView;

export class KnownAnswer implements IDisposable {
  constructor(
    private readonly _look: (question: string) => Promise<Known | null>,
    private readonly _changed: () => void
  ) {}

  /** The answer that there is; null where there is none, or it is not known yet. */
  get found(): Known | null {
    return this._found;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** Look for another question; what was found for the one before is not shown beside it. */
  write(question: string): void {
    const wanted = question.trim();
    if (wanted === this._wanted) {
      return;
    }
    this._wanted = wanted;
    window.clearTimeout(this._timer);
    this._set(null);
    if (wanted !== '') {
      this._timer = window.setTimeout(() => void this._now(wanted), PAUSE);
    }
  }

  dispose(): void {
    this._disposed = true;
    window.clearTimeout(this._timer);
  }

  /** What can't be looked for is asked as ever. */
  private async _now(wanted: string): Promise<void> {
    const found = await this._look(wanted).catch(() => null);
    if (wanted === this._wanted && !this._disposed) {
      this._set(found);
    }
  }

  private _set(found: Known | null): void {
    if (found !== this._found) {
      this._found = found;
      this._changed();
    }
  }

  private _wanted = '';
  private _found: Known | null = null;
  private _timer = 0;
  private _disposed = false;
}

/** Whether these keys take the earlier answer. */
export function takes(event: {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): boolean {
  return event.key === 'Enter' && event.altKey && !event.ctrlKey && !event.metaKey;
}
