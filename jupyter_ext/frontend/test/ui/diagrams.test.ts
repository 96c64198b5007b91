import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { heldBack, isPlainDiagram } from '../../src/ui/diagrams';

const CASES = JSON.parse(readFileSync('../../tests/data/diagrams.json', 'utf-8')) as {
  readonly plain: readonly string[];
  readonly reaching: readonly string[];
};

describe('diagrams', () => {
  for (const source of CASES.plain) {
    it(`are drawn where they name nothing to load: ${source}`, () => {
      assert.equal(isPlainDiagram(source), true);
    });
  }

  for (const source of CASES.reaching) {
    it(`are text where they may: ${source}`, () => {
      assert.equal(isPlainDiagram(source), false);
    });
  }

  it('are held back, however their fence is written', () => {
    for (const fence of [
      '```mermaid',
      '~~~~ \t mermaid',
      '> - ```mermaid',
      '```\u00a0mermaid'
    ]) {
      assert.equal(/[`~]\s*mermaid/.test(heldBack(`${fence}\ngraph TD\n`)), false);
    }
  });
});
