import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Line } from '../../src/ui/diff';
import { lineDiff } from '../../src/ui/diff';

const SIGNS: Record<Line['change'], string> = { same: ' ', gone: '-', new: '+' };

function shown(before: string, after: string): string[] {
  return lineDiff(before, after).map(line => SIGNS[line.change] + line.text);
}

describe('a line diff', () => {
  it('keeps what both have and shows what goes before what comes', () => {
    assert.deepEqual(shown('a\nb\nc', 'a\nx\nc'), [' a', '-b', '+x', ' c']);
    assert.deepEqual(shown('', 'a\nb'), ['+a', '+b']);
    assert.deepEqual(shown('a\n', ''), ['-a']);
    assert.deepEqual(shown('a\r\nb', 'a\nb'), [' a', ' b']);
  });

  it('gives both texts back, whatever they are', () => {
    const letters = ['a', 'b', '', 'c'];
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor(seed / 65_536) % below;
    };
    const text = (): string[] =>
      Array.from({ length: 1 + next(7) }, () => letters[next(letters.length)] ?? '');
    for (let round = 0; round < 300; round += 1) {
      const before = [...text(), 'end'];
      const after = [...text(), 'end'];
      const lines = lineDiff(before.join('\n'), after.join('\n'));
      const of = (skip: Line['change']): string[] =>
        lines.filter(line => line.change !== skip).map(line => line.text);
      assert.deepEqual(of('new'), before);
      assert.deepEqual(of('gone'), after);
    }
  });

  it('of very long texts replaces the middle and keeps the ends', () => {
    const many = (letter: string): string =>
      Array.from({ length: 1_500 }, (_, at) => `${letter}${at}`).join('\n');
    const lines = lineDiff(`top\n${many('a')}`, `top\n${many('b')}`);
    assert.equal(lines.length, 3_001);
    assert.equal(lines[0]?.change, 'same');
  });
});
