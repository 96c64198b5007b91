import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { marksIn } from '../../src/core/marks';

function said(name: string, on: boolean, tick: number): unknown {
  return { name, value: JSON.stringify(on ? true : null), at: 1, tick };
}

describe('the marks of entries', () => {
  it('are those of which the last word in the record says so, in whatever order', () => {
    const settings: [string, unknown][] = [
      ['a', said('pin:e_1', true, 1)],
      ['b', said('pin:e_2', true, 2)],
      ['c', said('pin:e_2', false, 3)],
      ['d', said('mute:e_3', true, 4)]
    ];
    for (const order of [settings, [...settings].reverse()]) {
      assert.deepEqual([...marksIn(order, 'pin')], ['e_1']);
      assert.deepEqual([...marksIn(order, 'mute')], ['e_3']);
    }
  });

  it('are none where the record holds nonsense', () => {
    const odd: [string, unknown][] = [
      ['a', null],
      ['b', { name: 'pin:e_1', value: 'yes', tick: 1 }]
    ];
    assert.deepEqual([...marksIn(odd, 'pin')], []);
  });
});
