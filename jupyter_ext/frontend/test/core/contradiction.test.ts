import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dispute } from '../../src/api/wire/entry';
import { disputesAfter } from '../../src/core/contradiction';

const dispute = (a: string, b: string, why = 'so'): Dispute => ({
  entries: ['e', 'f'],
  sides: [a, b],
  rule: 'number',
  quotes: ['10 s', '30 s'],
  why,
  sure: true
});

describe('disputes after a change', () => {
  const known = [dispute('a', 'b'), dispute('a', 'd'), dispute('c', 'd')];

  it('are those that were there, without the ones that ended', () => {
    const left = disputesAfter(known, { items: [], gone: [['a', 'd']] });
    assert.deepEqual(left, [known[0], known[2]]);
    assert.equal(known.length, 3);
  });

  it('hold new ones in the order of their sides', () => {
    const more = disputesAfter(known, {
      items: [dispute('b', 'c'), dispute('a', 'c')],
      gone: []
    });
    assert.deepEqual(
      more.map(({ sides }) => sides.join('')),
      ['ab', 'ac', 'ad', 'bc', 'cd']
    );
  });

  it('say what is put differently as it was put last, once', () => {
    const other = disputesAfter(known, { items: [dispute('a', 'b', 'no')], gone: [] });
    assert.deepEqual(
      other.map(({ why }) => why),
      ['no', 'so', 'so']
    );
  });

  it('are a new list, so that what is drawn of them is drawn again', () => {
    assert.notEqual(disputesAfter(known, { items: [], gone: [] }), known);
  });
});
