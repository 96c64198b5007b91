import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../../../src/api/problem';
import type { Draft } from '../../../src/features/entries/drafts';
import { commandOf, Drafts, typedOf } from '../../../src/features/entries/drafts';
import { Letters } from '../../../src/features/messages/letters';
import type { Carried, Drawer } from '../../../src/ui/draftshelf';
import { DraftShelf } from '../../../src/ui/draftshelf';
import { DraftBox } from '../../../src/ui/draftbox';

Object.assign(globalThis, { window: globalThis });

function editing(): Drafts {
  const drafts = new Drafts(new DraftBox());
  drafts.open('edit', {
    entry: 'e',
    heads: ['a'],
    kind: 'decision',
    title: 'Old',
    body: 'text'
  });
  return drafts;
}

describe('drafts', () => {
  it('send the heads that their author saw, even if the form is opened again later', () => {
    const drafts = editing();
    drafts.write('edit:e', { title: ' New ' });
    drafts.open('edit', {
      entry: 'e',
      heads: ['b'],
      kind: 'decision',
      title: 'Theirs'
    });
    const draft = drafts.get('edit', 'e');
    assert.ok(draft);
    assert.deepEqual(commandOf(draft), {
      command: 'edit',
      entry: 'e',
      heads: ['a'],
      title: 'New',
      body: 'text'
    });
  });

  it('keep their text when sending fails', () => {
    const drafts = editing();
    drafts.write('edit:e', { title: 'New', body: 'long text' });
    drafts.mark('edit:e', { sending: true, problem: null });
    drafts.mark('edit:e', {
      sending: false,
      problem: new Problem('The disk is full.')
    });
    const draft = drafts.get('edit', 'e');
    assert.deepEqual([draft?.title, draft?.body], ['New', 'long text']);
    assert.equal(draft?.problem?.message, 'The disk is full.');
  });

  it('share a copy of a note under the kind that was chosen', () => {
    const drafts = new Drafts(new DraftBox());
    drafts.open('share', {
      entry: 'n',
      heads: ['a'],
      kind: 'knowledge',
      title: 'T',
      body: 'B'
    });
    drafts.write('share:n', { kind: 'decision' });
    const draft = drafts.get('share', 'n');
    assert.ok(draft);
    assert.deepEqual(commandOf(draft), {
      command: 'share',
      note: 'n',
      heads: ['a'],
      kind: 'decision',
      title: 'T',
      body: 'B',
      area: null
    });
  });

  it('carry what the entry is about, so that an edit of its text keeps it', () => {
    const drafts = new Drafts(new DraftBox());
    const keyed = { subject: 'orders', attribute: 'timeout', value: '10 s', scope: '' };
    drafts.open('edit', { entry: 'e', heads: ['a'], kind: 'work', title: 'T', keyed });
    drafts.write('edit:e', { title: 'U' });
    const draft = drafts.get('edit', 'e');
    assert.ok(draft);
    assert.deepEqual(commandOf(draft), {
      command: 'edit',
      entry: 'e',
      heads: ['a'],
      title: 'U',
      body: '',
      subject: 'orders',
      attribute: 'timeout',
      value: '10 s'
    });
  });

  it('are fresh again when they are opened again, and keep their text', () => {
    const drafts = editing();
    drafts.write('edit:e', { title: 'Mine', fresh: false });
    assert.equal(drafts.get('edit', 'e')?.fresh, false);
    drafts.open('edit', {
      entry: 'e',
      heads: ['b'],
      kind: 'decision',
      title: 'Theirs'
    });
    const again = drafts.get('edit', 'e');
    assert.deepEqual([again?.fresh, again?.title, again?.heads], [true, 'Mine', ['a']]);
  });

  it('are forgotten only when told to be', () => {
    const drafts = editing();
    drafts.discard('edit:e');
    assert.equal(drafts.get('edit', 'e'), null);
  });
});

describe('the drafts of a member', () => {
  /** A browser's storage, as far as drafts use it. */
  function storage(): Drawer {
    const items = new Map<string, string>();
    return {
      get length() {
        return items.size;
      },
      key: at => [...items.keys()][at] ?? null,
      getItem: key => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: key => void items.delete(key)
    };
  }

  function page(browser: Drawer, member: string): [DraftBox, Drafts, Letters] {
    const box = new DraftBox(name => new DraftShelf(name, browser));
    const [drafts, letters] = [new Drafts(box), new Letters(box)];
    box.belongTo(member, false);
    return [box, drafts, letters];
  }

  it('are open on the next page as they were, and nobody else’s', () => {
    const browser = storage();
    const [box, drafts, letters] = page(browser, 'ada');
    drafts.open('edit', { entry: 'e', heads: ['a'], kind: 'decision', title: 'Old' });
    drafts.open('add', { kind: 'work' });
    assert.deepEqual(box.keys(''), []); // nothing was typed yet
    drafts.write('edit:e', { title: 'New' });
    letters.open({ title: 'Half' });
    letters.write({ to: ['@bob'] });
    const [, next, written] = page(browser, 'ada');
    const draft = next.get('edit', 'e');
    assert.ok(draft);
    assert.deepEqual([draft.title, draft.heads, typedOf(draft)], ['New', ['a'], 3]);
    assert.equal(next.get('add'), null);
    assert.deepEqual(written.letter?.to, ['@bob']);
    const [, others, nobodys] = page(browser, 'eve');
    assert.deepEqual([others.get('edit', 'e'), nobodys.letter], [null, null]);
    next.discard('edit:e');
    written.discard();
    const [, last, none] = page(browser, 'ada');
    assert.deepEqual([last.get('edit', 'e'), none.letter], [null, null]);
  });

  it('are closed here once they were sent from another browser, and stay while they are sent', async () => {
    let word: Carried[] = [];
    const server = (): Promise<Carried[]> => Promise.resolve(word);
    const box = new DraftBox(name => new DraftShelf(name, null), server);
    const drafts = new Drafts(box);
    box.belongTo('ada', true);
    const typed = async (sending: boolean): Promise<Draft | null> => {
      drafts.open('note', { kind: 'note' });
      drafts.write('note', { title: 'Half' });
      drafts.mark('note', { sending, problem: null });
      word = [{ key: 'entry note', at: Date.now() + 60_000, text: null }];
      box.exchange();
      await new Promise(resolve => setTimeout(resolve));
      return drafts.get('note');
    };
    assert.equal(await typed(false), null);
    assert.equal((await typed(true))?.title, 'Half');
    box.dispose();
  });

  it('of another version of the program are passed over', () => {
    const browser = storage();
    const [box] = page(browser, 'ada');
    box.put('entry add', { purpose: 'add', title: 'no body' });
    box.put('letter', { kind: 'query', to: '@bob' });
    const [, drafts, letters] = page(browser, 'ada');
    assert.deepEqual([drafts.get('add'), letters.letter], [null, null]);
  });
});
