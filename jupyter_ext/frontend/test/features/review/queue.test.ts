import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { record, revision } from '../../build';
import {
  intentOf,
  moved,
  sideIds,
  targets,
  titleOf
} from '../../../src/features/review/queue';
import { parseReview } from '../../../src/features/review/wire';

function wire(id: string, head: string): object {
  const proposed = revision(head, id, { status: 'proposed', title: `Use ${head}` });
  return { ...record(id), revisions: [proposed] };
}

const PROPOSAL = {
  type: 'proposal',
  entries: [wire('e', 'a')],
  before: 'x',
  after: 'y',
  at: 3,
  dispute: null
};
const DISPUTE = {
  type: 'dispute',
  // Newer first: the sides give the order, not the age.
  entries: [wire('f', 'b'), { ...wire('e', 'a'), created_at: 9 }],
  before: 'x',
  after: '',
  at: 4,
  dispute: {
    entries: ['f', 'e'],
    sides: ['b', 'a'],
    rule: 'value',
    quotes: ['q', 'p'],
    why: ''
  }
};

describe('the review queue', () => {
  it('reads what it knows and passes over the rest', () => {
    const items = parseReview([
      PROPOSAL,
      DISPUTE,
      { ...PROPOSAL, type: 'stale' },
      { ...PROPOSAL, entries: [] },
      { ...DISPUTE, dispute: null },
      7
    ]);
    assert.deepEqual(
      items.map(item => item.key),
      ['proposal a', 'dispute b a']
    );
  });

  it('names both sides of a contradiction in their order', () => {
    const [item] = parseReview([DISPUTE]);
    assert.ok(item);
    assert.deepEqual(sideIds(item), ['b', 'a']);
    assert.equal(titleOf(item), 'Use b / Use a');
  });

  it('acts on what is selected, else on the current one, and never on a dispute', () => {
    const other = { ...PROPOSAL, entries: [wire('g', 'c')] };
    const items = parseReview([PROPOSAL, DISPUTE, other]);
    const keys = (chosen: string[], current: string): string[] =>
      targets(items, new Set(chosen), current).map(item => item.key);
    assert.deepEqual(keys([], 'proposal a'), ['proposal a']);
    assert.deepEqual(keys(['proposal c'], 'proposal a'), ['proposal c']);
    assert.deepEqual(keys(['gone'], 'proposal a'), ['proposal a']);
    assert.deepEqual(keys(['dispute b a'], 'dispute b a'), []);
  });

  it('moves within the list and leaves other keys alone', () => {
    assert.equal(intentOf('j'), intentOf('ArrowDown'));
    assert.equal(intentOf('k'), intentOf('ArrowUp'));
    assert.equal(intentOf('Enter'), null);
    assert.equal(moved(0, 'previous', 3), 0);
    assert.equal(moved(1, 'next', 3), 2);
    assert.equal(moved(2, 'next', 3), 2);
  });
});
