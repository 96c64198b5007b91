/** The two lists of style sheets (one for bundlers, one for the page) name the same files. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

function named(file: string, pattern: RegExp): string[] {
  const text = readFileSync(`style/${file}`, 'utf8');
  return [...text.matchAll(pattern)].map(match => match[1] ?? '');
}

describe('style sheets', () => {
  const imported = named('index.js', /import '\.\/(.+)';/g);

  it('are the same in both lists, in the same order', () => {
    assert.deepEqual(imported, named('index.css', /@import url\('(.+)'\);/g));
  });

  it('are all in the lists', () => {
    const there = readdirSync('style', { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.css') && name !== 'index.css')
      .sort();
    assert.deepEqual([...imported].sort(), there);
  });
});
