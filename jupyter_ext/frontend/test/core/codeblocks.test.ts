import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeBlocks, insertable } from '../../src/core/codeblocks';

describe('code blocks', () => {
  it('are found with their language', () => {
    const text = 'Try:\n\n```python\nx = {i: 1 for i in y}\n```\n\n~~~\nplain\n~~~\n';
    assert.deepEqual(codeBlocks(text), [
      { language: 'python', source: 'x = {i: 1 for i in y}', closed: true },
      { language: '', source: 'plain', closed: true }
    ]);
  });

  it('keep shorter fences inside longer ones', () => {
    const [block] = codeBlocks('````md\n```py\n1\n```\n````');
    assert.equal(block?.source, '```py\n1\n```');
  });

  it('lose the indent of the list that they stand in, and no more', () => {
    const [block] = codeBlocks('1. First\n\n   ```py\n   if x:\n       y()\n   ```\n');
    assert.equal(block?.source, 'if x:\n    y()');
  });

  it('lose the marks of the quote that they stand in', () => {
    const [block] = codeBlocks('> ```py\n> a > b\n> ```');
    assert.equal(block?.source, 'a > b');
  });

  it('that are still being written are open and not insertable', () => {
    const text = '```py\nx = 1\n';
    assert.equal(codeBlocks(text)[0]?.closed, false);
    assert.deepEqual(insertable(text), []);
  });

  it('that are empty or diagrams are not insertable', () => {
    assert.deepEqual(insertable('```py\n```\n```mermaid\ngraph TD\n```'), []);
  });

  it('take the word of an info string, not its attributes', () => {
    assert.equal(codeBlocks('```Python{.numbered}\n1\n```')[0]?.language, 'python');
  });

  it('are not opened by inline code', () => {
    assert.deepEqual(codeBlocks('Use ```x``` here\nand there'), []);
  });
});
