import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  assemble,
  headsOf,
  isDisputed,
  isLive,
  mergeEntries,
  newestHead,
  statusOf,
  unseenHeads
} from '../src/entries';
import { record, revision } from './build';

describe('heads', () => {
  it('an edit follows the version that its author saw', () => {
    const heads = headsOf([
      revision('a', 'e'),
      revision('b', 'e', { at: 2, parents: ['a'] })
    ]);
    assert.deepEqual(
      heads.map(head => head.id),
      ['b']
    );
  });

  it('two edits of the same version both stay, oldest first', () => {
    const [entry] = assemble(
      [record('e')],
      [
        revision('c', 'e', { at: 3, parents: ['a'], author: 'bob' }),
        revision('b', 'e', { at: 2, parents: ['a'] }),
        revision('a', 'e')
      ]
    );
    assert.ok(entry);
    assert.equal(isDisputed(entry), true);
    assert.deepEqual(
      entry.heads.map(head => head.id),
      ['b', 'c']
    );
    assert.equal(newestHead(entry)?.id, 'c');
    assert.equal(statusOf(entry), null);
    assert.deepEqual(
      unseenHeads(entry, ['b']).map(head => head.author),
      ['bob']
    );
  });

  it('an edit that names both versions settles the dispute', () => {
    const heads = headsOf([
      revision('a', 'e'),
      revision('b', 'e', { parents: ['a'] }),
      revision('c', 'e', { parents: ['a'] }),
      revision('d', 'e', { parents: ['b', 'c'] })
    ]);
    assert.deepEqual(
      heads.map(head => head.id),
      ['d']
    );
  });

  it('an entry is live while any version speaks', () => {
    const [entry] = assemble(
      [record('e')],
      [
        revision('b', 'e', { status: 'retired' }),
        revision('c', 'e', { status: 'proposed' })
      ]
    );
    assert.ok(entry);
    assert.equal(isLive(entry), true);
  });
});

describe('assembling', () => {
  it('leaves out a record whose revisions have not arrived, and strangers', () => {
    assert.deepEqual(assemble([record('e')], [revision('x', 'other')]), []);
  });

  it('merging two views loses no revision of either', () => {
    const mine = assemble([record('e')], [revision('a', 'e'), revision('b', 'e')]);
    const theirs = assemble(
      [record('e'), record('f', { created_at: 5 })],
      [revision('a', 'e'), revision('c', 'e'), revision('d', 'f')]
    );
    const merged = mergeEntries(mine, theirs);
    assert.deepEqual(
      merged.map(entry => [entry.id, entry.revisions.map(r => r.id)]),
      [
        ['f', ['d']],
        ['e', ['a', 'b', 'c']]
      ]
    );
  });
});
