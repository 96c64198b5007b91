import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { trans } from '../../src/core/trans';
import { PLACES, sentence } from '../../src/ui/sentence';

describe('a sentence', () => {
  it('has its elements where the text has their places', () => {
    const key = createElement('kbd', null, 'j');
    const drawn = sentence(trans.__('%2: press %1, 5% done', ...PLACES), key, 'Keys');
    assert.equal(renderToStaticMarkup(drawn), 'Keys: press <kbd>j</kbd>, 5% done');
  });
});
