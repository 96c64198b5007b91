import { describe, expect, it } from 'vitest';
import { wishIn } from '../../src/core/wish';

function follow(area: string, at: number, tick?: number): unknown {
  const value = JSON.stringify({ areas: [area], muted: [] });
  return { name: 'follow', value, at, ...(tick === undefined ? {} : { tick }) };
}

describe('wishIn', () => {
  it('takes the last in the record, whatever the clock said', () => {
    const settings = [
      ['c1', follow('late', 900, 1)],
      ['c2', follow('last', 100, 2)]
    ] as const;
    expect(wishIn(settings).areas).toEqual(['last']);
    expect(wishIn([...settings].reverse()).areas).toEqual(['last']);
  });

  it('goes by time where an earlier version wrote it, and puts that first', () => {
    const old = [
      ['c2', follow('early', 100)],
      ['c1', follow('late', 900)]
    ] as const;
    expect(wishIn(old).areas).toEqual(['late']);
    expect(wishIn([...old, ['c3', follow('new', 1, 1)]]).areas).toEqual(['new']);
  });
});
