import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { savedBy, tokensOf } from '../../../src/features/turns/usage';
import { turn } from '../../build';

describe('what an answer used', () => {
  it('tells of the cache only where it was used', () => {
    const plain = turn('t', { tokens_in: 1200, tokens_out: 30 });
    assert.equal(tokensOf(plain), '1,200 in, 30 out');
    assert.equal(
      tokensOf({ ...plain, tokens_cached: 900, tokens_written: 50 }),
      '1,200 in, of them 900 read from the cache, 50 written to the cache, 30 out'
    );
  });

  it('says who saves by what was written', () => {
    assert.equal(savedBy(0.02), 'saved $0.020, since others asked before');
    assert.equal(savedBy(-0.004), '$0.00400 more, which the next asks save');
  });
});
