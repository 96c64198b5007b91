/** Every style sheet is in the one list, `style/index.css`. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

function named(file: string, pattern: RegExp): string[] {
  const text = readFileSync(`style/${file}`, 'utf8');
  return [...text.matchAll(pattern)].map(match => match[1] ?? '');
}

describe('style sheets', () => {
  it('are listed once: the bundler is given the list of the page', () => {
    assert.deepEqual(named('index.js', /import '\.\/(.+)';/g), ['index.css']);
  });

  it('are all in the list', () => {
    const there = readdirSync('style', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.css') && name !== 'index.css')
      .sort();
    const imported = named('index.css', /@import url\('(.+)'\);/g);
    assert.deepEqual([...imported].sort(), there);
  });
});
