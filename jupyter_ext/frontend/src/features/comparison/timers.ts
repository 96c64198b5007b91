/**
 * When a phase's time is over, of any comparison: told once, to whoever has a page open then, whether
 * the comparison is in sight or not. Refuses to say how it is told.
 */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { ListedComparison } from '../../api/wire/types';

/** What tells the time, and wakes. */
export interface Alarm {
  now(): number;
  /** Call back after so many milliseconds; the result takes it back. */
  wake(after: number, call: () => void): () => void;
}

export const ALARM: Alarm = {
  now: () => Date.now(),
  wake: (after, call) => {
    const timer = window.setTimeout(call, after);
    return () => window.clearTimeout(timer);
  }
};

export class PhaseTimers implements IDisposable {
  constructor(private readonly _alarm: Alarm = ALARM) {}

  /** The time of this comparison's phase is over. */
  get over(): ISignal<this, ListedComparison> {
    return this._over;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** What there is now; what was over before it was known is nobody's news. */
  set(comparisons: readonly ListedComparison[]): void {
    this._running = comparisons.filter(
      ({ ends }) => ends !== null && ends > this._alarm.now()
    );
    this._wait();
  }

  dispose(): void {
    this._disposed = true;
    this._stop();
    Signal.clearData(this);
  }

  private _wait(): void {
    this._stop();
    const next = Math.min(...this._running.map(({ ends }) => ends ?? Infinity));
    if (Number.isFinite(next) && !this._disposed) {
      const after = Math.max(0, next - this._alarm.now());
      this._stop = this._alarm.wake(after, () => this._ring());
    }
  }

  private _ring(): void {
    const now = this._alarm.now();
    const ended = this._running.filter(({ ends }) => (ends ?? Infinity) <= now);
    this._running = this._running.filter(one => !ended.includes(one));
    ended.forEach(one => this._over.emit(one));
    this._wait();
  }

  private _running: readonly ListedComparison[] = [];
  private _stop: () => void = () => undefined;
  private _disposed = false;
  private readonly _over = new Signal<this, ListedComparison>(this);
}
