import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filled } from '../../filled';
import { isShaped } from '../../../src/api/check';
import { NO_WISH, wishIn, wishing } from '../../../src/core/wish';
import { isFingerprint } from '../../../src/features/exceptions/fingerprint';
import {
  awayValue,
  isOfThisMachine,
  linkOf,
  membersToChoose,
  rotaValue,
  weekdays,
  zonesToChoose
} from '../../../src/features/team/people';
import { peopleOf } from '../../../src/features/team/wire';

describe('people', () => {
  it('are read with who is here first, and what is not known left out', () => {
    const answer = filled('PeopleAnswer', {
      members: [
        { username: 'bob', online: false },
        { username: 'zoe', display_name: 'Zoe', role: 'admin', online: true },
        { username: 'ann', online: true }
      ],
      duty: { owner: 'zoe', since: 1, until: 2, next: 'ann', stand_in_for: null },
      areas: [{ name: 'api', globs: ['src/api/'], members: ['bob'] }],
      policies: { decision: 'review', work: 'open', knowledge: 'owner' },
      following: ['api'],
      advice: null
    });
    const people = peopleOf(answer);
    assert.deepEqual(
      people.members.map(member => member.username),
      ['ann', 'zoe', 'bob']
    );
    assert.equal(people.duty?.next, 'ann');
    assert.equal(people.areas.length, 1);
    assert.equal(people.policies.knowledge, 'owner');
    assert.deepEqual(
      people.members.map(member => member.role),
      ['reader', 'admin', 'reader']
    );
    const odd = { ...answer.policies, knowledge: 'surprise' };
    for (const bad of [{ policies: odd }, { members: [{}] }, { areas: [{}] }]) {
      assert.ok(!isShaped('PeopleAnswer', { ...answer, ...bad }));
    }
  });

  it('without a rota have nobody on duty', () => {
    assert.equal(peopleOf(filled('PeopleAnswer', { duty: null })).duty, null);
    assert.ok(!isShaped('PeopleAnswer', null));
  });
});

describe('a wish', () => {
  it('to follow takes the mute back, and the other way round', () => {
    const muted = wishing({ areas: ['api', 'web'], muted: [] }, 'api', false);
    assert.deepEqual(muted, { areas: ['web'], muted: ['api'] });
    assert.deepEqual(wishing(muted, 'api', true), { areas: ['web', 'api'], muted: [] });
  });

  it('is the latest of those in the private room', () => {
    const follow = (at: number, areas: string[]): object => ({
      name: 'follow',
      value: JSON.stringify({ areas, muted: [] }),
      at
    });
    const settings: [string, unknown][] = [
      ['c2', follow(5, ['b'])],
      ['c1', follow(5, ['a'])],
      ['c9', follow(4, ['c'])],
      ['c0', { name: 'other', value: '1', at: 9 }]
    ];
    assert.deepEqual(wishIn(settings), { areas: ['b'], muted: [] });
    assert.deepEqual(wishIn([['c', { name: 'follow', value: '{', at: 1 }]]), NO_WISH);
    assert.deepEqual(wishIn([]), NO_WISH);
  });
});

describe('settings of the team', () => {
  it('are complete or nothing', () => {
    assert.deepEqual(rotaValue(['zoe', 'ann', 'zoe'], '7', '2026-11-23', 'UTC'), {
      order: ['zoe', 'ann'],
      days: 7,
      start: '2026-11-23',
      zone: 'UTC'
    });
    assert.equal(rotaValue([], '7', '2026-11-23', 'UTC'), null);
    assert.equal(rotaValue(['zoe'], '0', '2026-11-23', 'UTC'), null);
    assert.equal(rotaValue(['zoe'], '1.5', '2026-11-23', 'UTC'), null);
    assert.equal(rotaValue(['zoe'], '7', 'soon', 'UTC'), null);
  });

  it('say when somebody is away, the day of return excluded', () => {
    const value = awayValue('2026-11-23', '2026-11-25');
    assert.ok(value);
    assert.equal(new Date(value.from).getDate(), 23);
    assert.equal(new Date(value.until).getDate(), 25);
    assert.equal(awayValue('2026-11-25', '2026-11-23'), null);
    assert.equal(awayValue('2026-11-25', ''), null);
  });

  it('take only fingerprints as fingerprints', () => {
    assert.ok(isFingerprint('0123456789abcdef'));
    assert.ok(!isFingerprint('a secret, pasted'));
  });

  it('come with areas that the server suggests', () => {
    const area = { name: 'api', globs: ['/api/'], members: [] };
    const found = { codeowners: [area], suggested: [], problems: [] };
    assert.ok(isShaped('SuggestedAreas', found));
    assert.ok(!isShaped('SuggestedAreas', { ...found, suggested: [{}] }));
    assert.ok(!isShaped('SuggestedAreas', []));
  });
});

describe('what is chosen', () => {
  const people = peopleOf(
    filled('PeopleAnswer', {
      members: [
        { username: 'zoe', display_name: 'Zoe', online: true },
        { username: 'bob', display_name: 'Bob', role: 'contributor', online: false },
        { username: 'io', display_name: 'Anonymous Io', anonymous: true, online: true }
      ]
    })
  );

  it('are members by name, without visitors, and whoever is chosen already', () => {
    assert.deepEqual(membersToChoose(people, ['bob', 'gone']), [
      ['bob', 'Bob'],
      ['zoe', 'Zoe'],
      ['gone', 'gone']
    ]);
  });

  it('tells a role that is known from one that is not', () => {
    const known = people.members.map(({ username, known: told }) => [username, told]);
    assert.deepEqual(known, [
      ['io', false],
      ['zoe', false],
      ['bob', true]
    ]);
  });

  it('are seven days from Monday, and every time zone with the one that is set', () => {
    assert.equal(weekdays().length, 7);
    assert.match(weekdays()[0]?.[1] ?? '', /^Mo/);
    const zones = zonesToChoose(['Old/Name']).map(([zone]) => zone);
    for (const zone of ['UTC', 'Europe/Berlin', 'Old/Name']) {
      assert.ok(zones.includes(zone));
    }
  });
});

describe('a personal link', () => {
  const given = { token: 'a b', page: 'plans/next sprint.ipynb' };

  it('opens what the team has open, at the address that this browser knows', () => {
    assert.equal(
      linkOf('https://team.example/x/', given),
      'https://team.example/x/lab/tree/plans/next%20sprint.ipynb?token=a%20b'
    );
    assert.equal(
      linkOf('http://host:8888', { token: 't', page: null }),
      'http://host:8888/lab?token=t'
    );
  });

  it('says where its address is of this machine alone', () => {
    assert.ok(isOfThisMachine('http://127.0.0.1:8900/'));
    assert.ok(isOfThisMachine('http://localhost:8900/'));
    assert.ok(!isOfThisMachine('https://lab.example.org/'));
  });
});
