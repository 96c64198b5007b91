import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askedAbout, fenced, quoted } from '../../src/core/quoted';

const CELL = { source: 'a = 1\nb = 2\n', selected: '', code: true, language: 'python' };

describe('what is quoted of a notebook', () => {
  it('is the whole cell where nothing is selected', () => {
    assert.equal(quoted(CELL), '```python\na = 1\nb = 2\n```');
    assert.equal(askedAbout(CELL), '```python\na = 1\nb = 2\n```\n\n');
  });

  it('is what is selected, and as it is where it is no code', () => {
    assert.equal(quoted({ ...CELL, selected: 'b = 2' }), '```python\nb = 2\n```');
    assert.equal(quoted({ ...CELL, selected: ' 3 rows ', code: false }), '3 rows');
  });

  it('stays whole where it holds back-quotes', () => {
    assert.equal(fenced('', 'x = """\n````\n"""'), '`````\nx = """\n````\n"""\n`````');
  });
});
