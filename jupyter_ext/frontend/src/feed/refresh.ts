/** Fetching again when something may have changed: soon, once, and never twice at a time. */

import type { IDisposable } from '@lumino/disposable';

/** Milliseconds in which several changes become one fetch. */
const SOON = 300;

export class Refresh implements IDisposable {
  constructor(private readonly _fetch: () => Promise<void>) {}

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** Fetch in a moment; what is asked for until then is the same fetch. */
  soon(): void {
    if (this._timer === 0 && !this._disposed) {
      this._timer = window.setTimeout(() => void this.now(), SOON);
    }
  }

  /** Fetch now; while a fetch is under way, once more after it. */
  now(): Promise<void> {
    window.clearTimeout(this._timer);
    this._timer = 0;
    const last = this._next ?? this._running;
    if (last === null) {
      this._running = this._run();
      return this._running;
    }
    this._next ??= last.then(() => {
      this._next = null;
      this._running = this._run();
      return this._running;
    });
    return this._next;
  }

  dispose(): void {
    this._disposed = true;
    window.clearTimeout(this._timer);
  }

  private async _run(): Promise<void> {
    if (!this._disposed) {
      await this._fetch();
    }
    this._running = null;
  }

  private _disposed = false;
  private _timer = 0;
  private _running: Promise<void> | null = null;
  private _next: Promise<void> | null = null;
}
