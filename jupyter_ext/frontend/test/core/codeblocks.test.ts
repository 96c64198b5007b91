import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { codeBlocks, insertable } from '../../src/core/codeblocks';

interface Case {
  readonly about: string;
  readonly markdown: string;
  readonly blocks: readonly {
    readonly language: string;
    readonly source: string;
    readonly closed: boolean;
    readonly runnable: boolean;
  }[];
}

const CASES = JSON.parse(
  readFileSync('../../tests/data/markdown.json', 'utf-8')
) as Case[];

describe('code blocks are those that the server finds', () => {
  for (const { about, markdown, blocks } of CASES) {
    it(about, () => {
      assert.deepEqual(
        codeBlocks(markdown),
        blocks.map(({ language, source, closed }) => ({ language, source, closed }))
      );
      assert.deepEqual(
        insertable(markdown).map(block => block.source),
        blocks.filter(block => block.runnable).map(block => block.source)
      );
    });
  }
});
