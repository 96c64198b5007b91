import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Roving } from '../../src/ui/roving';
import { one, page, settled } from '../page';

const ITEMS = [0, 1, 2]
  .map(
    n =>
      `<li id="item${n}"><button id="a${n}">A</button><button id="b${n}" tabindex="-1">B</button></li>`
  )
  .join('');

/** What the Tab key stops at. */
function stops(document: Document): string[] {
  return [...document.querySelectorAll<HTMLElement>('[id]')]
    .filter(node => node.tabIndex >= 0 && !node.matches(':disabled'))
    .map(node => node.id);
}

function press(document: Document, key: string): string {
  const event = new (document.defaultView as unknown as typeof window).KeyboardEvent(
    'keydown',
    { key, bubbles: true }
  );
  document.activeElement?.dispatchEvent(event);
  return document.activeElement?.id ?? '';
}

describe('a list of many controls', () => {
  it('is one tab stop, and the controls of the item that has it', () => {
    const document = page(`<ul>${ITEMS}</ul>`);
    new Roving(one(document, 'ul'), 'li', 'rows');
    assert.deepEqual(stops(document), ['item0', 'a0']);
    one(document, '#a2').focus();
    assert.deepEqual(stops(document), ['item2', 'a2']);
  });

  it('is walked by arrows, but not from within an item', () => {
    const document = page(`<ul>${ITEMS}</ul>`);
    new Roving(one(document, 'ul'), 'li', 'rows');
    one(document, '#item0').focus();
    assert.equal(press(document, 'ArrowDown'), 'item1');
    assert.equal(press(document, 'End'), 'item2');
    assert.equal(press(document, 'ArrowDown'), 'item2');
    assert.equal(press(document, 'ArrowUp'), 'item1');
    one(document, '#a1').focus();
    assert.equal(press(document, 'ArrowDown'), 'a1');
  });

  it('keeps its stop when items come and go', async () => {
    const document = page(`<ul>${ITEMS}</ul>`);
    new Roving(one(document, 'ul'), 'li', 'rows');
    one(document, '#item1').focus();
    one(document, '#item0').remove();
    one(document, 'ul').insertAdjacentHTML(
      'beforeend',
      '<li id="new"><a href="#" id="x">x</a></li>'
    );
    await settled();
    assert.deepEqual(stops(document), ['item1', 'a1']);
    one(document, '#item1').remove();
    await settled();
    assert.deepEqual(stops(document), ['item2', 'a2']);
  });
});

describe('a toolbar in an item of a list', () => {
  it('is one stop, and none while the item is not the one', async () => {
    const document = page(
      [0, 1]
        .map(
          n =>
            `<article id="item${n}"><div role="toolbar"><button id="a${n}">A</button><button id="b${n}">B</button></div></article>`
        )
        .join('')
    );
    const bars = [...document.querySelectorAll<HTMLElement>('[role="toolbar"]')];
    bars.forEach(bar => new Roving(bar, 'button', 'row'));
    new Roving(document.body, 'article', 'rows');
    assert.deepEqual(stops(document), ['item0', 'a0']);
    one(document, '#a0').focus();
    assert.equal(press(document, 'ArrowRight'), 'b0');
    one(document, '#item1').focus();
    assert.deepEqual(stops(document), ['item1', 'a1']);
    one(document, '#a1').setAttribute('disabled', '');
    await settled();
    one(document, '#item0').focus();
    assert.deepEqual(stops(document), ['item0', 'b0']);
    one(document, '#item1').focus();
    assert.deepEqual(stops(document), ['item1', 'b1']);
  });
});
