import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backoff, LONGEST_DELAY } from '../../src/feed/backoff';

describe('back-off', () => {
  it('doubles from half a second to thirty', () => {
    const longest = [0, 1, 2, 3, 10, 1000].map(attempt => backoff(attempt, 1));
    assert.deepEqual(longest, [500, 1000, 2000, 4000, 30_000, LONGEST_DELAY]);
  });

  it('spreads clients over the upper half', () => {
    assert.equal(backoff(2, 0), 1000);
    assert.equal(backoff(2, 0.5), 1500);
  });
});
