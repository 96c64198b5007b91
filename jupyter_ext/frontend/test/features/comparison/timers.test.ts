import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ListedComparison } from '../../../src/api/wire/types';
import { PhaseTimers } from '../../../src/features/comparison/timers';

/** A clock that stands until it is moved. */
class Clock {
  time = 0;
  private _wakes: { at: number; call: () => void }[] = [];

  now = (): number => this.time;

  wake = (after: number, call: () => void): (() => void) => {
    const wake = { at: this.time + after, call };
    this._wakes.push(wake);
    return () => {
      this._wakes = this._wakes.filter(one => one !== wake);
    };
  };

  to(time: number): void {
    this.time = time;
    const due = this._wakes.filter(({ at }) => at <= time);
    this._wakes = this._wakes.filter(({ at }) => at > time);
    due.forEach(({ call }) => call());
  }
}

function comparison(id: string, ends: number | null): ListedComparison {
  return {
    id,
    goal: id,
    by: 'ada',
    at: 0,
    phase: 'discuss',
    ends,
    path: null,
    cell: null,
    options: [],
    decided: null,
    entry: null
  };
}

function told(): { clock: Clock; timers: PhaseTimers; heard: string[] } {
  const clock = new Clock();
  const timers = new PhaseTimers(clock);
  const heard: string[] = [];
  timers.over.connect((_, { id }) => heard.push(id));
  return { clock, timers, heard };
}

describe('the end of a phase', () => {
  it('is told once, of each comparison at its time', () => {
    const { clock, timers, heard } = told();
    const all = [comparison('a', 50), comparison('b', 20), comparison('c', null)];
    timers.set(all);
    clock.to(20);
    assert.deepEqual(heard, ['b']);
    timers.set(all);
    clock.to(60);
    clock.to(90);
    assert.deepEqual(heard, ['b', 'a']);
  });

  it('is not told of a timer that a decision stopped, or another phase moved', () => {
    const { clock, timers, heard } = told();
    timers.set([comparison('a', 50), comparison('b', 50)]);
    timers.set([comparison('a', null), comparison('b', 80)]);
    clock.to(60);
    assert.deepEqual(heard, []);
    clock.to(80);
    assert.deepEqual(heard, ['b']);
  });

  it('is no news where it was over before it was known', () => {
    const { clock, timers, heard } = told();
    clock.to(100);
    timers.set([comparison('a', 50)]);
    clock.to(200);
    assert.deepEqual(heard, []);
  });
});
