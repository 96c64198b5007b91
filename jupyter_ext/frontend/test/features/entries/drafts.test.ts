import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../../../src/api/problem';
import { commandOf, Drafts } from '../../../src/features/entries/drafts';

function editing(): Drafts {
  const drafts = new Drafts();
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
    const drafts = new Drafts();
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
    const drafts = new Drafts();
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
