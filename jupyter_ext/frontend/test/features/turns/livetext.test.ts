import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveText } from '../../../src/features/turns/livetext';

describe('a growing text', () => {
  it('takes deltas in order, and each once', () => {
    const live = new LiveText();
    assert.equal(live.apply(1, 'a'), 'applied');
    assert.equal(live.apply(1, 'a'), 'known');
    assert.equal(live.apply(2, 'b'), 'applied');
    assert.equal(live.text, 'ab');
  });

  it('shows nothing behind a gap until the gap is filled', () => {
    const live = new LiveText();
    live.apply(1, 'a');
    assert.equal(live.apply(3, 'c'), 'gap');
    assert.equal(live.apply(4, 'd'), 'gap');
    assert.equal(live.text, 'a');
    assert.equal(live.waiting, true);
    live.resume('ab', 2);
    assert.equal(live.text, 'abcd');
    assert.equal(live.waiting, false);
  });

  it('goes on from a fetched text that is ahead of the deltas', () => {
    const live = new LiveText();
    live.apply(5, 'e');
    live.resume('abcdefg', 7);
    assert.equal(live.text, 'abcdefg');
    assert.equal(live.apply(6, 'f'), 'known');
    assert.equal(live.apply(8, 'h'), 'applied');
    assert.equal(live.text, 'abcdefgh');
  });

  it('is not set back by an answer that was overtaken', () => {
    const live = new LiveText();
    live.apply(1, 'a');
    live.apply(2, 'b');
    live.resume('a', 1);
    assert.equal(live.text, 'ab');
  });

  it('closes a gap by a late delta alone', () => {
    const live = new LiveText();
    live.apply(2, 'b');
    assert.equal(live.apply(1, 'a'), 'applied');
    assert.equal(live.text, 'ab');
  });

  it('is the same whatever the order of arrival', () => {
    const orders = [
      [1, 2, 3, 4],
      [4, 3, 2, 1],
      [2, 1, 4, 3],
      [3, 1, 3, 2, 4]
    ];
    for (const order of orders) {
      const live = new LiveText();
      order.forEach(seq => live.apply(seq, `${seq}`));
      assert.equal(live.text, '1234');
    }
  });
});
