import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isShaped } from '../../../src/api/check';
import type { EntryView } from '../../../src/api/wire/types';
import { record, revision } from '../../build';
import { filled } from '../../filled';
import {
  inOrder,
  intentOf,
  moved,
  sideIds,
  targets,
  titleOf
} from '../../../src/features/review/queue';
import { queueOf } from '../../../src/features/review/wire';

function wire(id: string, head: string): EntryView {
  const { parents, author, at, source } = revision(head, id);
  const proposed = { id: head, entry: id, parents, author, at, source };
  const said = { ...proposed, status: 'proposed', title: `Use ${head}` };
  return filled('EntryView', { ...record(id), revisions: [said] });
}

const PROPOSAL = filled('ReviewItem', {
  type: 'proposal',
  entries: [wire('e', 'a')],
  before: 'x',
  after: 'y',
  at: 3,
  dispute: null
});
const DISPUTE = filled('ReviewItem', {
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
});

describe('the review queue', () => {
  it('is ordered as one chooses, and otherwise stays as the server has it', () => {
    const of = (id: string, author: string, at: number): unknown =>
      filled('ReviewItem', {
        ...PROPOSAL,
        at,
        entries: [
          {
            ...wire(id, `r${id}`),
            revisions: [{ ...wire(id, `r${id}`).revisions[0], author }]
          }
        ]
      });
    const items = queueOf([
      of('1', 'zoe', 1),
      of('2', 'ann', 2),
      of('3', 'ann', 3)
    ] as never);
    const keys = (order: Parameters<typeof inOrder>[1]): string[] =>
      inOrder(items, order, name => name).map(item => item.entries[0].id);
    assert.deepEqual(keys('waiting'), ['1', '2', '3']);
    assert.deepEqual(keys('newest'), ['3', '2', '1']);
    assert.deepEqual(keys('person'), ['2', '3', '1']);
    assert.deepEqual(keys('area'), ['1', '2', '3']);
  });

  it('reads what it knows and passes over the rest', () => {
    const stale = { ...PROPOSAL, type: 'stale' };
    assert.ok(!isShaped('QueueAnswer', { items: [PROPOSAL, stale] }));
    assert.ok(!isShaped('QueueAnswer', { items: [7] }));
    const items = queueOf([
      PROPOSAL,
      DISPUTE,
      { ...PROPOSAL, type: 'broken', entries: [wire('h', 'd')], cause: 'It went.' },
      { ...PROPOSAL, entries: [] },
      { ...DISPUTE, dispute: null }
    ]);
    assert.deepEqual(
      items.map(item => item.key),
      ['proposal a', 'dispute b a', 'broken d']
    );
    assert.equal(items.at(-1)?.cause, 'It went.');
  });

  it('names both sides of a contradiction in their order', () => {
    const [item] = queueOf([DISPUTE]);
    assert.ok(item);
    assert.deepEqual(sideIds(item), ['b', 'a']);
    assert.equal(titleOf(item), 'Use b / Use a');
  });

  it('acts on what is selected, else on the current one, and never on a dispute', () => {
    const other = { ...PROPOSAL, entries: [wire('g', 'c')] };
    const items = queueOf([PROPOSAL, DISPUTE, other]);
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
