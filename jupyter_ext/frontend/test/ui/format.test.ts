import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ago,
  besideBadge,
  entriesCounted,
  excerpt,
  isPlain,
  listed,
  money,
  tail
} from '../../src/ui/format';

const MINUTE = 60_000;

describe('times', () => {
  it('are told the way people tell them', () => {
    const now = 100 * 24 * 60 * MINUTE;
    const told = [-5, 0.5, 5, 180, 30 * 60, 4 * 24 * 60].map(past =>
      ago(now - past * MINUTE, now)
    );
    assert.deepEqual(told, [
      'just now',
      'just now',
      '5 min ago',
      '3 h ago',
      'yesterday',
      '4 days ago'
    ]);
  });
});

describe('amounts', () => {
  it('show small sums and say when no rate is known', () => {
    assert.deepEqual(
      [null, 0, 0.00042, 1.5].map(cost => money(cost)),
      ['no rate known', '$0', '$0.00042', '$1.500']
    );
    assert.equal(entriesCounted(1), '1 entry');
    assert.equal(entriesCounted(0), '0 entries');
  });
});

describe('names', () => {
  it('are joined as in a sentence', () => {
    assert.deepEqual([[], ['Ada'], ['Ada', 'Grace', 'Alan']].map(listed), [
      '',
      'Ada',
      'Ada and Grace and Alan'
    ]);
  });
});

describe('excerpts', () => {
  it('are cut between words', () => {
    assert.equal(excerpt('one two\n three four', 12), 'one two…');
    assert.equal(tail('abcdef', 3), '…def');
  });
});

describe('plain text', () => {
  it('is told from Markdown', () => {
    assert.equal(isPlain('We deploy on Tuesdays, before noon.'), true);
    for (const text of ['**bold**', '- item', '1. item', 'see `x`', 'a\nb', 'H$_2$O']) {
      assert.equal(isPlain(text), false, text);
    }
  });
});

describe('a model’s name', () => {
  it('does not repeat the badge beside it', () => {
    assert.equal(besideBadge('demo model (SmolLM2-135M)', true), 'SmolLM2-135M');
    assert.equal(
      besideBadge('demo model (SmolLM2-135M)', false),
      'demo model (SmolLM2-135M)'
    );
    assert.equal(besideBadge('Claude Sonnet 5.5', false), 'Claude Sonnet 5.5');
  });
});
