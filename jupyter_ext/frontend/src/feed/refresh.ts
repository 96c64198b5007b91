/** Fetching again when something may have changed or did not come: soon, seldom, and never twice at a time. */

import type { IDisposable } from '@lumino/disposable';
import { backoff } from './backoff';

/** Milliseconds between two fetches that changes ask for: those in between become one. */
const APART = 300;

/** At most one fetch is under way, and at most one more is remembered. */
export class Refresh implements IDisposable {
  /** `fetch`: false where it failed for now, so that it is tried again after a while. */
  constructor(private readonly _fetch: () => Promise<boolean>) {}

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** Fetch at once after a quiet while, else as soon as one is over; what is asked for until then is one. */
  soon(): void {
    if (this._timer !== 0 || this._disposed) {
      return;
    }
    const wait = this._began + APART - Date.now();
    if (wait <= 0) {
      void this.now();
    } else {
      this._timer = window.setTimeout(() => void this.now(), Math.min(wait, APART));
    }
  }

  /** Fetch now; while a fetch is under way, once more after it. */
  now(): Promise<void> {
    this._clear();
    if (this._running === null) {
      return this._run();
    }
    this._next ??= this._running.then(() => {
      this._next = null;
      return this._run();
    });
    return this._next;
  }

  dispose(): void {
    this._disposed = true;
    this._clear();
  }

  private _run(): Promise<void> {
    if (this._disposed) {
      return Promise.resolve();
    }
    this._began = Date.now();
    const over = (): void => {
      this._running = null;
    };
    // Whoever asked hears of a failure; what comes after the fetch comes after a failed one, too.
    const fetched = this._fetch().then(came => {
      over();
      this._after(came);
    });
    this._running = fetched.then(over, over);
    return fetched.finally(over);
  }

  private _after(came: boolean): void {
    if (came) {
      this._failures = 0;
    } else if (!this._disposed && this._next === null) {
      const wait = backoff(this._failures, Math.random());
      this._failures += 1;
      window.clearTimeout(this._again);
      this._again = window.setTimeout(() => void this.now(), wait);
    }
  }

  private _clear(): void {
    window.clearTimeout(this._timer);
    window.clearTimeout(this._again);
    this._timer = 0;
  }

  private _disposed = false;
  private _began = 0;
  private _timer = 0;
  /** Waits until what failed is tried again; what is asked for meanwhile is not held up by it. */
  private _again = 0;
  private _failures = 0;
  private _running: Promise<void> | null = null;
  private _next: Promise<void> | null = null;
}
