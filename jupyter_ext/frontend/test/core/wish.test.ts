import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wishIn } from '../../src/core/wish';

function follow(area: string, at: number, tick?: number): unknown {
  const value = JSON.stringify({ areas: [area], muted: [] });
  return { name: 'follow', value, at, ...(tick === undefined ? {} : { tick }) };
}

describe('wishIn', () => {
  it('takes the last in the record, whatever the clock said', () => {
    const settings: [string, unknown][] = [
      ['c1', follow('late', 900, 1)],
      ['c2', follow('last', 100, 2)]
    ];
    assert.deepEqual(wishIn(settings).areas, ['last']);
    assert.deepEqual(wishIn([...settings].reverse()).areas, ['last']);
  });

  it('goes by time where an earlier version wrote it, and puts that first', () => {
    const old: [string, unknown][] = [
      ['c2', follow('early', 100)],
      ['c1', follow('late', 900)]
    ];
    assert.deepEqual(wishIn(old).areas, ['late']);
    assert.deepEqual(wishIn([...old, ['c3', follow('new', 1, 1)]]).areas, ['new']);
  });
});
