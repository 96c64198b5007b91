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
    readonly cell: { readonly cell_type: string; readonly source: string } | null;
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
        insertable(markdown).map(({ cell_type, source }) => ({ cell_type, source })),
        blocks.flatMap(block => block.cell ?? [])
      );
    });
  }
});
