import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { lineDiff, merged } from '../../../src/features/edits/merge';
import { digestOf, placed } from '../../../src/features/edits/place';
import { placeBelow } from '../../../src/features/edits/write';
import type { Edit, Proposal } from '../../../src/features/edits/wire';

function edit(fields: Partial<Edit>): Edit {
  return {
    key: '1',
    op: 'replace',
    cell: 'a',
    after: null,
    type: 'code',
    source: 'x = 2',
    reason: '',
    base: digestOf('x = 1'),
    before: 'x = 1',
    status: 'open',
    by: null,
    edited: false,
    undone_by: null,
    ...fields
  };
}

function proposal(...edits: Edit[]): Proposal {
  return {
    id: 'ed_1',
    path: 'a.ipynb',
    asked_in: 'asking',
    turn: 't_1',
    by: 'alice',
    at: 0,
    edits
  };
}

const CELLS = [
  { id: 'a', source: 'x = 1' },
  { id: 'b', source: 'y = 1' },
  { id: 'asking', source: '%%ai' }
];

function only(one: Edit, cells = CELLS): object {
  const [found] = placed([proposal(one)], cells);
  assert.ok(found !== undefined);
  const { beside, above, fit } = found;
  return { beside, above, fit };
}

describe('a proposed change', () => {
  it('compares texts as the server does', () => {
    for (const text of ['', 'x = 1', 'Grüße 🎉\n']) {
      const expected = createHash('sha256').update(text).digest('hex');
      assert.equal(digestOf(text), expected);
    }
  });

  it('stands beside its cell, and tells whether that is another one by now', () => {
    assert.deepEqual(only(edit({})), { beside: 'a', above: false, fit: 'fits' });
    const changed = [{ id: 'a', source: 'x = 3' }];
    assert.deepEqual(only(edit({}), changed), {
      beside: 'a',
      above: false,
      fit: 'changed'
    });
    assert.deepEqual(only(edit({ cell: 'gone' })), {
      beside: 'asking',
      above: false,
      fit: 'gone'
    });
  });

  it('stands where a new cell would, and where it was asked if that is gone', () => {
    const insert = { op: 'insert', cell: 'new', base: null } as const;
    assert.deepEqual(only(edit({ ...insert, after: 'b' })), {
      beside: 'b',
      above: false,
      fit: 'fits'
    });
    assert.deepEqual(only(edit({ ...insert, after: null })), {
      beside: 'a',
      above: true,
      fit: 'fits'
    });
    assert.deepEqual(only(edit({ ...insert, after: 'gone' })), {
      beside: 'asking',
      above: false,
      fit: 'fits'
    });
  });

  it('is moved only to where there is a cell', () => {
    const move = { op: 'move', base: null } as const;
    assert.deepEqual(only(edit({ ...move, after: 'b' })), {
      beside: 'a',
      above: false,
      fit: 'fits'
    });
    assert.deepEqual(only(edit({ ...move, after: 'gone' })), {
      beside: 'a',
      above: false,
      fit: 'gone'
    });
  });

  it('is put below what its proposal put there before', () => {
    const first = edit({ key: '1', op: 'insert', cell: 'n1', after: 'a' });
    const second = edit({ key: '2', op: 'insert', cell: 'n2', after: 'a' });
    const of = proposal(first, second);
    const cells = ['a', 'n1', 'b'].map(id => ({ id }));
    assert.equal(placeBelow({ cells }, of, second), 2);
    assert.equal(placeBelow({ cells: [{ id: 'a' }, { id: 'n2' }] }, of, first), 1);
  });
});

describe('two changes of one text', () => {
  const base = 'a\nb\nc\nd\ne';

  it('are put together where they touch other lines', () => {
    assert.equal(merged(base, 'A\nb\nc\nd\ne', 'a\nb\nc\nd\nE'), 'A\nb\nc\nd\nE');
    assert.equal(merged(base, base, 'x'), 'x');
    assert.equal(merged('x = 1', '# note\n\nx = 1', 'x = 2'), '# note\n\nx = 2');
  });

  it('are not where they touch the same', () => {
    assert.equal(merged(base, 'a\nb\nX\nd\ne', 'a\nb\nY\nd\ne'), null);
    assert.equal(merged('x = 1', 'x = 1  # mine', 'x = 2'), null);
  });

  it('are shown line by line', () => {
    assert.deepEqual(lineDiff('a\nb', 'a\nc'), [
      { change: 'same', text: 'a' },
      { change: 'gone', text: 'b' },
      { change: 'new', text: 'c' }
    ]);
    assert.deepEqual(lineDiff('', 'x'), [{ change: 'new', text: 'x' }]);
    assert.deepEqual(lineDiff('x', ''), [{ change: 'gone', text: 'x' }]);
  });
});
