import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_WISH, wishIn, wishing } from '../../../src/core/wish';
import { isFingerprint } from '../../../src/features/exceptions/fingerprint';
import { awayValue, rotaValue } from '../../../src/features/team/people';
import { parsePeople, parseSuggested } from '../../../src/features/team/wire';

describe('people', () => {
  it('are read with who is here first, and what is not known left out', () => {
    const people = parsePeople({
      members: [
        { username: 'bob', online: false },
        { username: 'zoe', display_name: 'Zoe', role: 'admin', online: true },
        { username: 'ann', online: true },
        {}
      ],
      duty: { owner: 'zoe', since: 1, until: 2, next: 'ann', stand_in_for: null },
      areas: [{ name: 'api', globs: ['src/api/'], members: ['bob'] }, { globs: [] }],
      policies: { decision: 'review', work: 'open', knowledge: 'surprise' },
      following: ['api'],
      advice: null
    });
    assert.ok(people);
    assert.deepEqual(
      people.members.map(member => member.username),
      ['ann', 'zoe', 'bob']
    );
    assert.equal(people.duty?.next, 'ann');
    assert.equal(people.areas.length, 1);
    assert.deepEqual(people.policies, { decision: 'review', work: 'open' });
  });

  it('without a rota have nobody on duty', () => {
    assert.equal(parsePeople({ duty: null })?.duty, null);
    assert.equal(parsePeople(null), null);
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
    const found = parseSuggested({ codeowners: [area], suggested: [{}], problems: [] });
    assert.deepEqual(found, { codeowners: [area], suggested: [] });
    assert.equal(parseSuggested([]), null);
  });
});
