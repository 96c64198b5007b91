import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filled } from '../../filled';
import { isShaped } from '../../../src/api/check';
import type { InboxItem } from '../../../src/api/wire/types';
import { insertable } from '../../../src/core/codeblocks';
import { commandOf, Drafts } from '../../../src/features/entries/drafts';
import {
  BLANK,
  isSendable,
  letterCommand,
  Letters
} from '../../../src/features/messages/letters';
import {
  askedAbout,
  attention,
  groupsOf,
  isOverdue
} from '../../../src/features/messages/message';
import { proposalsIn } from '../../../src/features/messages/proposals';
import type { Message } from '../../../src/features/messages/wire';
import { inboxOf, messageOf } from '../../../src/features/messages/wire';
import { needsOf } from '../../../src/plugins/needs';
import { DraftBox } from '../../../src/ui/draftbox';

Object.assign(globalThis, { window: globalThis });

function item(id: string, more: object = {}): InboxItem {
  return filled('InboxItem', {
    id,
    kind: 'query',
    author: 'alice',
    at: 1,
    to: ['@bob'],
    title: `Title of ${id}`,
    state: 'open',
    ...more
  });
}

function message(id: string, more: object = {}): Message {
  return messageOf(item(id, more));
}

describe('an inbox', () => {
  it('has what is to do first, then what is new, then what one waits for', () => {
    const todo = message('m_1', { todo: 'answer', unread: true });
    const fresh = message('m_2', { unread: true });
    const mine = message('m_3', { mine: true, waits_for: ['bob'] });
    const done = message('m_4', { state: 'answered' });
    const groups = groupsOf([done, mine, fresh, todo]);
    assert.deepEqual(
      groups.map(group => [group.id, group.messages.map(one => one.id)]),
      [
        ['todo', ['m_1']],
        ['new', ['m_2']],
        ['waiting', ['m_3']],
        ['done', ['m_4']]
      ]
    );
    const inbox = { items: [todo, fresh, mine, done], members: [], areas: [] };
    assert.equal(attention(inbox), 2);
  });

  it('calls overdue only what somebody has still to do', () => {
    assert.equal(isOverdue(message('m', { due: 5, todo: 'answer' }), 6), true);
    assert.equal(isOverdue(message('m', { due: 5, todo: 'answer' }), 4), false);
    assert.equal(isOverdue(message('m', { due: 5, state: 'answered' }), 6), false);
  });

  it('knows the open question about two versions, in whatever order', () => {
    const asked = message('m', { sides: ['r_2', 'r_1'] });
    assert.equal(askedAbout([asked], ['r_1', 'r_2'])?.id, 'm');
    assert.equal(askedAbout([{ ...asked, state: 'answered' }], ['r_1', 'r_2']), null);
    assert.equal(askedAbout([message('n')], []), null);
  });

  it('refuses what is no message and keeps the rest', () => {
    const answer = filled('InboxAnswer', { items: [item('m_1')] });
    for (const bad of [null, { id: 'm' }]) {
      assert.ok(!isShaped('InboxAnswer', { ...answer, items: [bad] }));
    }
    const inbox = inboxOf(answer);
    assert.deepEqual(
      inbox.items.map(one => one.id),
      ['m_1']
    );
    assert.ok(!isShaped('InboxAnswer', 'x'));
  });
});

describe('a letter', () => {
  it('is sent only when it says to whom and what, and a handoff what is left', () => {
    const letter = { ...BLANK, to: ['@bob'], title: 'Which rate?' };
    assert.equal(isSendable(letter), true);
    assert.equal(isSendable({ ...letter, to: [] }), false);
    assert.equal(isSendable({ ...letter, kind: 'handoff' }), false);
    assert.equal(isSendable({ ...letter, kind: 'handoff', left: 'tests' }), true);
  });

  it('carries its files one by one', () => {
    const command = letterCommand({
      ...BLANK,
      kind: 'handoff',
      to: ['@bob'],
      title: ' It ',
      files: 'a.py\n\n b.py ',
      left: 'tests'
    });
    assert.ok(command.command === 'handoff');
    assert.deepEqual([command.title, command.files], ['It', ['a.py', 'b.py']]);
  });

  it('keeps its words until it is discarded', () => {
    const box = new DraftBox();
    const letters = new Letters(box);
    letters.open({ title: 'a', turn: 't_1' });
    letters.write({ body: 'b' });
    assert.deepEqual([letters.letter?.title, letters.letter?.body], ['a', 'b']);
    letters.discard();
    assert.equal(letters.letter, null);
    assert.deepEqual(box.keys(''), []);
  });

  it('keeps what was typed where another one is opened, and goes on with either', () => {
    const box = new DraftBox();
    const letters = new Letters(box);
    letters.open({});
    letters.write({ title: 'Mine', to: ['@bob'] });
    letters.open({ title: 'Proposed', turn: 't_1' });
    assert.equal(letters.letter?.title, 'Proposed');
    assert.deepEqual(
      letters.begun.map(({ letter }) => [letter.title, letter.to]),
      [['Mine', ['@bob']]]
    );
    letters.write({ body: 'Soon.' });
    const [mine] = letters.begun;
    assert.ok(mine);
    letters.goOn(mine);
    assert.equal(letters.letter?.title, 'Mine');
    assert.deepEqual(
      letters.begun.map(({ letter }) => letter.body),
      ['Soon.']
    );
    letters.discard();
    const [proposed] = new Letters(box).begun;
    assert.ok(proposed);
    letters.throwAway(proposed);
    assert.deepEqual(box.keys(''), []);
  });

  it('goes on with what is written where the same is opened again, or nothing is told', () => {
    const letters = new Letters(new DraftBox());
    letters.open({ title: 'Proposed', turn: 't_1' });
    letters.write({ title: 'Better' });
    letters.open({ title: 'Proposed', turn: 't_1' });
    letters.open({});
    assert.equal(letters.letter?.title, 'Better');
    assert.deepEqual(letters.begun, []);
    letters.open({ title: 'Another' });
    assert.equal(letters.letter?.title, 'Another');
    assert.equal(letters.begun.length, 1);
  });
});

describe('what needs a member', () => {
  const happened = {
    username: 'bob',
    entries: [],
    disputes: [],
    review: [],
    duty: null,
    cost: null,
    judge: false,
    now: 10,
    nameOf: (name: string) => name.toUpperCase()
  };

  it('is a message to them, what others said in its thread, and what is overdue', () => {
    const asked = message('m_1', { todo: 'answer', unread: true });
    const said = { id: 'f_1', kind: 'answer', by: 'cara', at: 2, text: '19 %' };
    const answered = message('m_2', { mine: true, unread: true, lines: [said] });
    const late = message('m_3', { todo: 'answer', due: 9 });
    const read = message('m_4', { todo: 'answer' });
    const needs = needsOf({ ...happened, inbox: [asked, answered, late, read] });
    assert.deepEqual(
      needs.map(need => need.message),
      [
        'ALICE asks you: “Title of m_1”',
        'CARA answered “Title of m_2”',
        'Overdue: “Title of m_3”'
      ]
    );
    assert.equal(new Set(needs.map(need => need.key)).size, 3);
  });

  it('is nothing of what concerns others alone', () => {
    const needs = needsOf({ ...happened, inbox: [message('m_1', { mine: true })] });
    assert.deepEqual(needs, []);
  });
});

describe('what an answer proposes', () => {
  it('is read from its fenced blocks, with whom it is for', () => {
    const answer =
      'I would ask.\n\n```cg-ask\nto: @bob, #billing\ntitle: Which rate?\n\n' +
      'Books **only**.\n```\n\n~~~cg-announce\nWe ship\non Friday\n~~~\n';
    assert.deepEqual(proposalsIn(answer), [
      {
        kind: 'query',
        to: ['@bob', '#billing'],
        title: 'Which rate?',
        body: 'Books **only**.'
      },
      { kind: 'announcement', to: [], title: 'We ship', body: 'on Friday' }
    ]);
    assert.deepEqual(insertable(answer), []);
  });

  it('is nothing while the block is still being written, or is only quoted code', () => {
    assert.deepEqual(proposalsIn('```cg-ask\nto: @bob\ntitle: x\n'), []);
    assert.deepEqual(proposalsIn('````\n```cg-ask\ntitle: x\n```\n````\n'), []);
    assert.deepEqual(proposalsIn('```cg-ask\n```\n'), []);
  });
});

describe('what is brought into a thread', () => {
  it('is a note with its versions, or the text of a private answer without any', () => {
    const drafts = new Drafts(new DraftBox());
    drafts.open('share', {
      entry: 'e_1',
      heads: ['r_1'],
      kind: 'knowledge',
      title: 'a',
      thread: 'h_1'
    });
    drafts.open('share', { entry: 't_1', kind: 'knowledge', title: 'b' });
    const [note, answer] = ['share:e_1', 'share:t_1'].map(key => drafts.byKey(key));
    assert.ok(note && answer);
    const brought = commandOf(note);
    assert.ok(brought.command === 'bring');
    assert.deepEqual([brought.thread, brought.note], ['h_1', 'e_1']);
    assert.equal(commandOf(answer).command, 'add');
    const both = commandOf({ ...answer, thread: 'h_1' });
    assert.ok(both.command === 'bring');
    assert.equal(both.note, null);
  });
});

describe('a thread', () => {
  it('is read with whose constraints hold, and refuses what is none', () => {
    const thread = filled('ThreadView', {
      id: 'h_1',
      title: 'VAT',
      steps: [{ id: 'f_1', kind: 'line', by: 'bob', what: 'hello' }],
      constraints: [{ id: 'f_3', by: 'alice', text: 'No floats' }]
    });
    assert.deepEqual(
      thread.steps.map(step => step.what),
      ['hello']
    );
    assert.deepEqual(
      thread.constraints.map(one => [one.by, one.text]),
      [['alice', 'No floats']]
    );
    for (const bad of [{ id: 'f_2' }, 7]) {
      assert.ok(!isShaped('ThreadView', { ...thread, steps: [bad] }));
    }
    assert.ok(!isShaped('ThreadView', { ...thread, constraints: [null] }));
    assert.ok(!isShaped('ThreadView', { title: 'no id' }));
  });
});
