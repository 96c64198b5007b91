import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { FocusKeeper } from '../../src/ui/focus';
import { one, page, settled } from '../page';

const card = (id: string, more = ''): string =>
  `<article tabindex="-1" data-entry="${id}" id="${id}">
    <button data-testid="accept" id="accept-${id}">Accept</button>
    <button data-testid="edit" id="edit-${id}">Edit</button>${more}
  </article>`;

const PANEL = `<button id="outside">Outside</button>
  <div class="cg-panel">
    <div role="tablist"><button role="tab" aria-selected="true" id="tab">Context</button></div>
    <div role="tabpanel" id="shown">
      <div><button data-testid="add" id="add">Add</button></div>
      <div id="place"></div>
      <section id="list">${['a', 'b', 'c'].map(id => card(id)).join('')}</section>
    </div>
    <div role="tabpanel" id="other" hidden>${card('a2')}</div>
  </div>`;

let keeper: FocusKeeper | null = null;

function opened(body = PANEL): Document {
  const document = page(body);
  keeper = new FocusKeeper(document);
  return document;
}

async function after(document: Document, act: () => void): Promise<string> {
  act();
  await settled();
  return document.activeElement?.id || document.activeElement?.localName || '';
}

describe('the focus', () => {
  afterEach(() => keeper?.dispose());

  it('goes to the next of a list when its item is gone', async () => {
    const document = opened();
    one(document, '#accept-b').focus();
    assert.equal(await after(document, () => one(document, '#b').remove()), 'c');
  });

  it('goes to the one before when the last is gone, and to the tab when all are', async () => {
    const document = opened();
    one(document, '#accept-c').focus();
    assert.equal(await after(document, () => one(document, '#c').remove()), 'b');
    one(document, '#add').remove();
    assert.equal(await after(document, () => one(document, '#list').remove()), 'tab');
  });

  it('goes to the control beside one that is gone', async () => {
    const document = opened();
    one(document, '#accept-b').focus();
    const gone = (): void => one(document, '#accept-b').remove();
    assert.equal(await after(document, gone), 'edit-b');
    const last = (): void => one(document, '#edit-b').remove();
    assert.equal(await after(document, last), 'b');
  });

  it('goes on with a control that was drawn anew in its place', async () => {
    const document = opened();
    one(document, '#edit-b').focus();
    const drawn = await after(document, () => {
      const fresh = one(document, '#edit-b').cloneNode(true) as HTMLElement;
      fresh.id = 'anew';
      one(document, '#edit-b').remove();
      one(document, '#b').append(fresh);
    });
    assert.equal(drawn, 'anew');
  });

  it('goes back to what opened a form, even if that was drawn anew', async () => {
    const document = opened();
    one(document, '#edit-b').focus();
    const row = one(document, '#b').innerHTML;
    one(document, '#b').innerHTML = '<form><input id="title"></form>';
    one(document, '#title').focus();
    const closed = await after(document, () => {
      one(document, '#b').innerHTML = row;
    });
    assert.equal(closed, 'edit-b');
  });

  it('goes to the named opener of a form that nobody opened here', async () => {
    const document = opened();
    one(document, '#place').innerHTML =
      '<form data-cg-opener="add"><input id="title"></form>';
    one(document, '#title').focus();
    const closed = await after(document, () => one(document, 'form').remove());
    assert.equal(closed, 'add');
  });

  it('goes to the next item when a form leaves with its own', async () => {
    const document = opened();
    one(document, '#accept-a').focus();
    one(document, '#a').innerHTML = '<form><input id="why"></form>';
    one(document, '#why').focus();
    assert.equal(await after(document, () => one(document, '#a').remove()), 'b');
  });

  it('goes from a question within a form back into the form', async () => {
    const document = opened();
    one(document, '#place').innerHTML = '<form><input id="title"></form>';
    one(document, '#title').focus();
    const asked = document.createElement('div');
    asked.setAttribute('role', 'alertdialog');
    asked.innerHTML = '<button id="keep">Keep writing</button>';
    one(document, 'form').append(asked);
    one(document, '#keep').focus();
    assert.equal(await after(document, () => asked.remove()), 'title');
  });

  it('goes to the field that took the place of a button', async () => {
    const document = opened(
      PANEL.replace('Edit</button>', 'Edit</button><button id="reply">Reply…</button>')
    );
    one(document, '#reply').focus();
    const written = await after(document, () => {
      const field = document.createElement('div');
      field.innerHTML = '<textarea id="text"></textarea>';
      one(document, '#a').prepend(field);
      one(document, '#reply').remove();
    });
    assert.equal(written, 'text');
  });

  it('goes from a button that is disabled to the form that it opened', async () => {
    const document = opened();
    one(document, '#edit-a').focus();
    const written = await after(document, () => {
      one(document, '#edit-a').setAttribute('aria-disabled', 'true');
      const form = document.createElement('form');
      form.innerHTML = '<input type="checkbox"><input id="title">';
      one(document, '#a').append(form);
    });
    assert.equal(written, 'title');
  });

  it('goes from a toolbar outside of any item to the form beside it', async () => {
    const document = opened(`<div class="cg-output"><div id="foot">
      <div role="toolbar"><button id="follow">Follow up…</button></div></div></div>`);
    one(document, '#follow').focus();
    const written = await after(document, () => {
      one(document, '#follow').setAttribute('aria-disabled', 'true');
      const form = document.createElement('form');
      form.innerHTML = '<textarea id="text"></textarea>';
      one(document, '#foot').append(form);
    });
    assert.equal(written, 'text');
  });

  it('follows a thing that is drawn anew elsewhere', async () => {
    const document = opened();
    one(document, '#edit-a').focus();
    const followed = await after(document, () => {
      one(document, '#a').remove();
      one(document, '#place').innerHTML = card('a').replaceAll(
        ' id="edit',
        ' id="moved'
      );
    });
    assert.equal(followed, 'moved-a');
  });

  it('stays on an item that is put elsewhere in its list', async () => {
    const document = opened();
    one(document, '#a').focus();
    const moved = (): void => one(document, '#list').append(one(document, '#a'));
    assert.equal(await after(document, moved), 'a');
  });

  it('leaves a control that is disabled, and a tab that is closed', async () => {
    const document = opened(
      PANEL.replace('Accept</button>', 'Accept</button><select id="s"></select>')
    );
    one(document, '#s').focus();
    const off = (): void => one(document, '#s').setAttribute('disabled', '');
    assert.notEqual(await after(document, off), 's');
    one(document, '#edit-b').focus();
    const hide = (): void => {
      one(document, '#shown').hidden = true;
      one(document, '#other').hidden = false;
    };
    assert.equal(await after(document, hide), 'tab');
  });

  it('stays where a person or the page has put it', async () => {
    const document = opened();
    one(document, '#accept-b').focus();
    const elsewhere = await after(document, () => {
      one(document, '#b').remove();
      one(document, '#outside').focus();
    });
    assert.equal(elsewhere, 'outside');
    one(document, '#accept-a').focus();
    assert.equal(
      await after(document, () => one(document, '#accept-a').blur()),
      'body'
    );
    assert.equal(await after(document, () => one(document, '#a').remove()), 'body');
  });

  it('goes to what is around an output that is gone', async () => {
    const document = opened(
      '<div tabindex="0" id="cell"><div class="cg-output"><button id="run">Run</button></div></div>'
    );
    one(document, '#run').focus();
    const gone = (): void => one(document, '.cg-output').remove();
    assert.equal(await after(document, gone), 'cell');
  });
});
