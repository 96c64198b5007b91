import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { record, revision } from '../../build';
import type { Entry } from '../../../src/core/entry';
import { assemble } from '../../../src/core/entry';
import {
  fold,
  groupByKind,
  matches,
  passes
} from '../../../src/features/entries/search';

function entry(...args: Parameters<typeof revision>): Entry {
  const [found] = assemble([record(args[1])], [revision(...args)]);
  assert.ok(found);
  return found;
}

describe('a search for a name', () => {
  it('finds what somebody wrote after somebody else accepted it', () => {
    const [entry] = assemble(
      [record('e')],
      [
        revision('r1', 'e', { author: 'bob', status: 'proposed' }),
        revision('r2', 'e', {
          author: 'olga',
          title: 'Title of r1',
          parents: ['r1'],
          at: 2
        })
      ]
    );
    assert.ok(entry);
    assert.equal(matches(entry, 'bob'), true);
    assert.equal(matches(entry, 'olga'), false);
  });
});

describe('search', () => {
  const cafe = entry('a', 'e', {
    title: 'Café opening hours',
    body: 'UTC only',
    author: 'bob'
  });

  it('finds every word in any order, without regard to case and accents', () => {
    assert.equal(matches(cafe, 'utc CAFE'), true);
    assert.equal(matches(cafe, 'cafe local'), false);
    assert.equal(matches(cafe, '  '), true);
    assert.equal(fold('Ångström'), 'angstrom');
  });

  it('finds authors by the name that people see', () => {
    assert.equal(
      matches(cafe, 'ada', () => 'Ada Lovelace'),
      true
    );
  });

  it('searches what speaks now, not what it replaced', () => {
    const [edited] = assemble(
      [record('e')],
      [
        revision('a', 'e', { title: 'tabs' }),
        revision('b', 'e', { title: 'spaces', parents: ['a'] })
      ]
    );
    assert.ok(edited);
    assert.equal(matches(edited, 'tabs'), false);
    assert.equal(matches(edited, 'spaces'), true);
  });
});

describe('filter', () => {
  it('keeps a proposal among what is in force, and a retired entry out of it', () => {
    const proposed = entry('a', 'e', { status: 'proposed' });
    const retired = entry('b', 'f', { status: 'retired' });
    assert.deepEqual(
      [proposed, retired].map(e => [
        passes(e, 'live'),
        passes(e, 'proposed'),
        passes(e, 'closed')
      ]),
      [
        [true, true, false],
        [false, false, true]
      ]
    );
  });

  it('groups in the order of the kinds and leaves out empty ones', () => {
    const groups = groupByKind([entry('a', 'e')], ['convention', 'decision']);
    assert.deepEqual(
      groups.map(group => group.kind),
      ['decision']
    );
  });
});
