import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ready } from '../../src/api/problem';
import type { Revision } from '../../src/api/wire/entry';
import { parseRevision } from '../../src/api/wire/entry';
import { assemble } from '../../src/core/entry';
import { queueOf } from '../../src/features/review/wire';
import { waitsFor } from '../../src/features/team/people';
import { peopleOf } from '../../src/features/team/wire';
import type { Happenings } from '../../src/plugins/needs';
import { inOne, needsOf } from '../../src/plugins/needs';
import { Kept } from '../../src/ui/kept';
import { filled } from '../filled';

function said(id: string, author: string, more: object = {}): Revision {
  const made = parseRevision({ id, entry: 'e', author, title: id, at: 1, ...more });
  assert.ok(made);
  return made;
}

function happened(username: string, revisions: Revision[], more = {}): Happenings {
  const ids = [...new Set(revisions.map(revision => revision.entry))];
  const records = ids.map(id => ({
    id,
    kind: 'convention' as const,
    created_by: 'ann',
    created_at: 1
  }));
  return {
    username,
    entries: assemble(records, revisions),
    disputes: [],
    review: [],
    duty: null,
    cost: null,
    judge: false,
    inbox: [],
    now: 0,
    nameOf: name => name.toUpperCase(),
    ...more
  };
}

function messages(all: Happenings): string[] {
  return needsOf(all).map(need => need.message);
}

describe('what needs a member', () => {
  const rejected = [
    said('first', 'ann'),
    said('no', 'olga', {
      parents: ['first'],
      status: 'rejected',
      reason: 'too wide',
      at: 2
    })
  ];

  it('is that their proposal was rejected, and nobody else is told', () => {
    assert.deepEqual(messages(happened('ann', rejected)), [
      'OLGA rejected “no”: too wide'
    ]);
    assert.deepEqual(messages(happened('bob', rejected)), []);
    assert.deepEqual(messages(happened('olga', rejected)), []);
  });

  it('is a version beside theirs, or a contradiction of theirs', () => {
    const beside = [said('one', 'ann'), said('two', 'bob')];
    assert.deepEqual(messages(happened('ann', beside)), [
      'BOB changed “two” at the same time as you'
    ]);
    assert.deepEqual(messages(happened('zoe', beside)), []);
    const apart = [said('one', 'ann'), said('two', 'bob', { entry: 'f' })];
    const dispute = {
      entries: ['e', 'f'] as const,
      sides: ['one', 'two'] as const,
      rule: 'number',
      quotes: ['1', '2'] as const,
      why: ''
    };
    const against = { disputes: [dispute] };
    assert.deepEqual(messages(happened('bob', apart, against)), [
      '“two” contradicts “one” of ANN'
    ]);
    assert.deepEqual(messages(happened('zoe', apart, against)), []);
  });

  it('is about whoever wrote a version, not about who accepted it', () => {
    const judged = (
      id: string,
      author: string,
      entry: string,
      parent?: string
    ): Revision[] => [
      said(`${id}0`, author, {
        entry,
        title: id,
        status: 'proposed',
        parents: parent === undefined ? [] : [parent]
      }),
      said(id, 'olga', { entry, title: id, parents: [`${id}0`] })
    ];
    const beside = [
      said('base', 'ann'),
      ...judged('one', 'ann', 'e', 'base'),
      ...judged('two', 'bob', 'e', 'base')
    ];
    assert.deepEqual(messages(happened('ann', beside)), [
      'BOB changed “two” at the same time as you'
    ]);
    assert.deepEqual(messages(happened('olga', beside)), []);
    const apart = [...judged('one', 'ann', 'e'), ...judged('two', 'bob', 'f')];
    const dispute = {
      entries: ['e', 'f'] as const,
      sides: ['one', 'two'] as const,
      rule: 'number',
      quotes: ['1', '2'] as const,
      why: ''
    };
    assert.deepEqual(messages(happened('bob', apart, { disputes: [dispute] })), [
      '“two” contradicts “one” of ANN'
    ]);
  });

  it('is what waits, for the owner on duty alone', () => {
    const wire = {
      type: 'proposal',
      entries: [
        {
          id: 'e',
          kind: 'convention',
          created_by: 'ann',
          created_at: 1,
          revisions: [{ id: 'one', entry: 'e', author: 'ann', title: 'Tabs', at: 1 }]
        }
      ]
    };
    const review = queueOf([filled('ReviewItem', wire)]);
    assert.equal(review.length, 1);
    const duty = { owner: 'olga', until: 9, next: null, stand_in_for: null };
    const judge = { review, duty, judge: true };
    assert.deepEqual(messages(happened('olga', [], judge)), [
      'You are the context owner now',
      'ANN proposes “Tabs”'
    ]);
    assert.deepEqual(messages(happened('otto', [], judge)), []);
    assert.deepEqual(messages(happened('otto', [], { review, judge: true })), [
      'ANN proposes “Tabs”'
    ]);
  });

  it('is told in one sentence where there is much of it', () => {
    const many = needsOf(happened('ann', rejected));
    assert.equal(inOne([]), null);
    assert.equal(inOne(many)?.message, 'OLGA rejected “no”: too wide');
    assert.equal(
      inOne([...many, ...many])?.message,
      '2 things need you, the first: OLGA rejected “no”: too wide'
    );
  });
});

describe('what is kept', () => {
  const shelf = new Map<string, string>();
  const storage = {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void shelf.set(key, value)
  };

  it('is kept for each member apart, and only the last of it', () => {
    new Kept('ann', storage).keep('told', ['a', 'b', 'c'], 2);
    assert.deepEqual(new Kept('ann', storage).texts('told'), ['b', 'c']);
    assert.deepEqual(new Kept('bob', storage).texts('told'), []);
  });

  it('is nothing where the storage is broken or forbidden', () => {
    shelf.set('commonground:ann:filter', '{');
    assert.deepEqual(new Kept('ann', storage).texts('filter'), []);
    const forbidden = {
      getItem: () => {
        throw new Error('no');
      },
      setItem: () => {
        throw new Error('no');
      }
    };
    new Kept('ann', forbidden).keep('filter', ['all']);
    assert.deepEqual(new Kept('ann', forbidden).texts('filter'), []);
  });
});

describe('the kinds that wait', () => {
  it('are the team’s own choice', () => {
    const policies = { work: 'review', decision: 'open', convention: 'review' };
    const open = { discussion: 'open', knowledge: 'open' };
    const answer = filled('PeopleAnswer', { policies: { ...policies, ...open } });
    const people = peopleOf(answer);
    assert.deepEqual([...waitsFor(ready(people))], ['convention', 'work']);
  });
});

describe('a budget that is used up', () => {
  const budget = { limit: 5, spent: 5.5, used_up: true };
  const cost = {
    today: 86_400_000,
    team: 5,
    each: null,
    shown: 'sum' as const,
    lines: [],
    budgets: [
      { ...budget, who: null },
      { ...budget, who: 'bob' },
      { ...budget, who: 'ann', used_up: false }
    ]
  };

  it('needs who may raise it, once a day', () => {
    assert.deepEqual(messages(happened('olga', [], { cost, judge: true })), [
      'The team’s budget for today is used up',
      'The budget of BOB for today is used up'
    ]);
    const keys = needsOf(happened('olga', [], { cost, judge: true })).map(n => n.key);
    assert.deepEqual(keys, ['budget 86400000 ', 'budget 86400000 bob']);
    assert.deepEqual(messages(happened('ann', [], { cost })), []);
  });
});
