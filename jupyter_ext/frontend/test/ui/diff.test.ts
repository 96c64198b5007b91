import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Piece } from '../../src/ui/diff';
import { shortened, wordDiff } from '../../src/ui/diff';

const SIGNS: Record<Piece['change'], string> = { same: ' ', gone: '-', new: '+' };

function shown(before: string, after: string): string[] {
  return wordDiff(before, after).map(({ change, text }) => SIGNS[change] + text);
}

describe('a diff of words', () => {
  it('marks the words that differ and leaves the others', () => {
    assert.deepEqual(shown('Wait for 30 seconds at most', 'Wait for 10 seconds'), [
      ' Wait for ',
      '-30',
      '+10',
      '  seconds',
      '- at most'
    ]);
    assert.deepEqual(shown('', 'All new'), ['+All new']);
    assert.deepEqual(shown('the same\r\n', 'the same'), [' the same']);
  });

  it('gives both texts back, whatever they are', () => {
    const words = ['a', 'bee', '\n', ' ', '*c*', 'd_e'];
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor(seed / 65_536) % below;
    };
    const text = (): string =>
      `x ${Array.from({ length: 1 + next(9) }, () => words[next(words.length)]).join(' ')} y`;
    for (let round = 0; round < 300; round += 1) {
      const before = text();
      const after = text();
      const pieces = wordDiff(before, after);
      const without = (skip: Piece['change']): string =>
        pieces
          .filter(piece => piece.change !== skip)
          .map(piece => piece.text)
          .join('');
      assert.equal(without('new'), before);
      assert.equal(without('gone'), after);
    }
  });

  it('leaves the middle of what stays out, and nothing of a change', () => {
    const long = 'word '.repeat(500);
    const pieces = shortened(wordDiff(`${long}old ${long}`, `${long}new ${long}`));
    const text = pieces.map(piece => piece.text).join('|');
    assert.ok(text.length < 700);
    assert.ok(text.includes('|old|new|'));
  });
});
