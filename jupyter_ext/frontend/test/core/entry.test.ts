import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { record, revision } from '../build';
import type { Revision } from '../../src/api/wire/entry';
import { contradictionsOf } from '../../src/core/contradiction';
import {
  allVersions,
  assemble,
  headsOf,
  isDisputed,
  isLive,
  lacksVersions,
  mergeEntries,
  newestHead,
  rejectionOf,
  seenIds,
  standingOf,
  statusOf,
  unseenHeads
} from '../../src/core/entry';

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

describe('standing', () => {
  const standing = (...revisions: Revision[]): string[] =>
    standingOf(revisions).map(revision => revision.id);
  const accepted = revision('a', 'e');
  const proposed = revision('b', 'e', {
    at: 2,
    parents: ['a'],
    status: 'proposed'
  });
  const rejected = revision('r', 'e', {
    at: 3,
    parents: ['b'],
    status: 'rejected',
    reason: 'Not now'
  });

  it('a rejected change brings back what was before', () => {
    assert.deepEqual(standing(accepted, proposed), ['b']);
    assert.deepEqual(standing(accepted, proposed, rejected), ['a']);
  });

  it('a rejected version written as one revision is passed over as well', () => {
    assert.deepEqual(standing(accepted, { ...proposed, status: 'rejected' }), ['a']);
  });

  it('what builds on a rejected version replaces what that was to replace', () => {
    const next = revision('n', 'e', { at: 4, parents: ['r'] });
    assert.deepEqual(standing(accepted, proposed, rejected, next), ['n']);
  });

  it('a rejection turns down nothing that was accepted meanwhile', () => {
    const yes = revision('y', 'e', { at: 3, parents: ['b'] });
    assert.deepEqual(standing(accepted, proposed, rejected, yes), ['y']);
  });

  it('versions of which one was rejected are in dispute no more', () => {
    const other = revision('c', 'e', { at: 2, parents: ['a'], author: 'bob' });
    const [before] = assemble([record('e')], [accepted, proposed, other]);
    const [after] = assemble([record('e')], [accepted, proposed, other, rejected]);
    assert.ok(before && after);
    assert.equal(isDisputed(before), true);
    assert.equal(isDisputed(after), false);
    assert.deepEqual(seenIds(after), ['c']);
    assert.equal(rejectionOf(after)?.reason, 'Not now');
  });

  it('an entry of which nothing stands shows what was rejected, and is not live', () => {
    const [entry] = assemble([record('e')], [{ ...proposed, parents: [] }, rejected]);
    assert.ok(entry);
    assert.deepEqual(entry.standing, []);
    assert.equal(isLive(entry), false);
    assert.equal(newestHead(entry)?.id, 'r');
    assert.equal(statusOf(entry), 'rejected');
  });
});

describe('contradictions', () => {
  it('are told on both entries, each with its own words first', () => {
    const entries = assemble(
      [record('e'), record('f')],
      [revision('a', 'e'), revision('b', 'f')]
    );
    const dispute = {
      entries: ['e', 'f'],
      sides: ['a', 'b'],
      rule: 'value',
      quotes: ['UTC', 'local time'],
      why: 'so',
      sure: true
    } as const;
    const found = contradictionsOf(entries, [dispute]);
    const told = (id: string): string[][] | undefined =>
      found.get(id)?.map(({ title, own, other }) => [title, own, other]);
    assert.deepEqual(told('e'), [['Title of b', 'UTC', 'local time']]);
    assert.deepEqual(told('f'), [['Title of a', 'local time', 'UTC']]);
  });

  it('with an entry that is not known here are left out', () => {
    const entries = assemble([record('e')], [revision('a', 'e')]);
    const dispute = {
      entries: ['e', 'f'],
      sides: ['a', 'b'],
      rule: 'value',
      quotes: ['', ''],
      why: '',
      sure: true
    } as const;
    assert.deepEqual([...contradictionsOf(entries, [dispute]).keys()], ['f']);
  });
});

describe('versions that left the document', () => {
  const [entry] = assemble(
    [record('e')],
    [revision('r3', 'e', { parents: ['r2'], at: 3 })]
  );

  it('are missed where a version builds on one that is not there', () => {
    assert.ok(entry);
    assert.equal(lacksVersions(entry), true);
    const [whole] = assemble([record('e')], [revision('r1', 'e')]);
    assert.ok(whole);
    assert.equal(lacksVersions(whole), false);
  });

  it('are listed with the others, newest first and once each', () => {
    assert.ok(entry);
    const older = ['r1', 'r2', 'r3'].map((id, at) => revision(id, 'e', { at: at + 1 }));
    assert.deepEqual(
      allVersions(entry, older).map(one => one.id),
      ['r3', 'r2', 'r1']
    );
  });
});
