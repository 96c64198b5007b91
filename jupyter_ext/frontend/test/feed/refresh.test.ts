import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import { Refresh } from '../../src/feed/refresh';

/** Fetches that end when the test says so. */
class Fetches {
  began = 0;
  underWay = 0;
  most = 0;

  readonly fetch = (): Promise<boolean> => {
    this.began += 1;
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    return new Promise((resolve, reject) => {
      this._ends.push((error, came) => {
        this.underWay -= 1;
        if (error === undefined) {
          resolve(came);
        } else {
          reject(error);
        }
      });
    });
  };

  async end(error?: Error, came = true): Promise<void> {
    this._ends.shift()?.(error, came);
    for (let turn = 0; turn < 8; turn += 1) {
      await Promise.resolve();
    }
  }

  private readonly _ends: ((error: Error | undefined, came: boolean) => void)[] = [];
}

Object.assign(globalThis, { window: globalThis });

describe('fetching again', () => {
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  });

  it('begins at once after a quiet while', () => {
    const fetches = new Fetches();
    new Refresh(fetches.fetch).soon();
    assert.equal(fetches.began, 1);
  });

  it('makes one fetch of many changes, and never two at a time', async () => {
    const fetches = new Fetches();
    const refresh = new Refresh(fetches.fetch);
    for (let change = 0; change < 100; change += 1) {
      refresh.soon();
      if (change % 10 === 0) {
        void refresh.now();
      }
    }
    mock.timers.tick(1_000);
    await fetches.end();
    mock.timers.tick(1_000);
    await fetches.end();
    mock.timers.tick(1_000);
    assert.deepEqual([fetches.began, fetches.most, fetches.underWay], [2, 1, 0]);
  });

  it('fetches a change that comes in the meantime, after the pause', async () => {
    const fetches = new Fetches();
    const refresh = new Refresh(fetches.fetch);
    refresh.soon();
    await fetches.end();
    refresh.soon();
    mock.timers.tick(299);
    assert.equal(fetches.began, 1);
    mock.timers.tick(1);
    assert.equal(fetches.began, 2);
  });

  it('goes on after a failed fetch, and tells whoever asked', async () => {
    const fetches = new Fetches();
    const refresh = new Refresh(fetches.fetch);
    const asked = assert.rejects(refresh.now(), /offline/);
    const next = refresh.now();
    await fetches.end(new Error('offline'));
    await asked;
    assert.equal(fetches.began, 2);
    await fetches.end();
    await next;
    void refresh.now();
    assert.deepEqual([fetches.began, fetches.most], [3, 1]);
  });

  it('tries again what failed, ever more seldom, and at once when it is asked for', async () => {
    const fetches = new Fetches();
    const refresh = new Refresh(fetches.fetch);
    void refresh.now();
    await fetches.end(undefined, false);
    assert.equal(fetches.began, 1);
    mock.timers.tick(500);
    assert.equal(fetches.began, 2);
    await fetches.end(undefined, false);
    mock.timers.tick(499);
    assert.equal(fetches.began, 2);
    refresh.soon();
    await fetches.end();
    mock.timers.tick(60_000);
    assert.equal(fetches.began, 3);
  });

  it('does nothing any more once it is disposed', async () => {
    const fetches = new Fetches();
    const refresh = new Refresh(fetches.fetch);
    refresh.dispose();
    refresh.soon();
    await refresh.now();
    assert.equal(fetches.began, 0);
  });
});
