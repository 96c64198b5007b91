import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { record, revision, turn } from '../build';
import type { Member } from '../../src/api/wire/member';
import { type Access, accessOf, mayRetire, mayStop } from '../../src/core/access';
import { assemble } from '../../src/core/entry';
import type { CallView } from '../../src/api/wire/types';
import { newer, newestFirst, withCall } from '../../src/core/turn';

const member = (more: Partial<Member>): Member => ({
  username: 'bob',
  display_name: 'Bob',
  initials: 'B',
  color: null,
  role: 'contributor',
  anonymous: false,
  ...more
});

const call = (more: Partial<CallView> = {}): CallView => ({
  id: 'u_1',
  tool: 'announce',
  input: '{}',
  at: 1,
  status: 'running',
  result: '',
  seconds: null,
  by: null,
  allowed: null,
  thing: null,
  offers: [],
  ...more
});

describe('calls of tools', () => {
  it('come in order, and each has one place', () => {
    const first = withCall(turn('t'), call());
    const second = withCall(first, call({ id: 'u_2' }));
    const ended = withCall(second, call({ status: 'done' }));
    const states = ended.calls?.map(({ id, status }) => `${id} ${status}`);
    assert.deepEqual(states, ['u_1 done', 'u_2 running']);
  });

  it('stay known when a later report leaves them out', () => {
    const known = withCall(turn('t'), call());
    assert.deepEqual(newer(known, turn('t', { status: 'complete' })).calls, [call()]);
  });
});

describe('reports of one turn', () => {
  it('that has ended never stream again', () => {
    const ended = turn('t', { status: 'complete', text: 'done' });
    assert.equal(newer(ended, turn('t')), ended);
  });

  it('keep a known answer when a later report leaves it out', () => {
    const ended = turn('t', { status: 'complete', text: 'done' });
    assert.equal(newer(ended, turn('t', { status: 'complete' })).text, 'done');
  });

  it('do not take the text of a growing answer for the whole', () => {
    const growing = turn('t', { text: 'so f' });
    assert.equal(newer(growing, turn('t', { status: 'complete' })).text, null);
  });

  it('are listed newest first, in the same order everywhere', () => {
    const turns = [turn('a', { at: 1 }), turn('c', { at: 2 }), turn('b', { at: 2 })];
    assert.deepEqual(
      newestFirst(turns).map(t => t.id),
      ['c', 'b', 'a']
    );
  });
});

describe('access', () => {
  it('of an anonymous visitor says how to get a name', () => {
    const access = accessOf(member({ role: 'admin', anonymous: true }));
    assert.equal(access.contribute || access.judge || access.note, false);
    assert.match(access.reason ?? '', /commonground invite NAME/);
  });

  it('of a reader keeps private notes', () => {
    const access = accessOf(member({ role: 'reader' }));
    assert.deepEqual([access.contribute, access.note], [false, true]);
    assert.notEqual(access.reason, null);
  });

  it('to retire what the owner accepted is the owner’s', () => {
    const entries = assemble(
      [record('held'), record('waits')],
      [revision('r', 'held'), revision('p', 'waits', { status: 'proposed' })]
    );
    const contributor = accessOf(member({ role: 'contributor' }));
    const owner = accessOf(member({ role: 'owner' }));
    const may = (access: Access): string[] =>
      entries
        .filter(entry => mayRetire(access, entry, new Set(['decision', 'convention'])))
        .map(entry => entry.id);
    assert.equal(
      entries.every(entry => mayRetire(contributor, entry, new Set())),
      true
    );
    assert.deepEqual(may(contributor), ['waits']);
    assert.deepEqual(may(owner), ['held', 'waits']);
  });

  it('to stop is for the asker, the owner and admins, while it streams', () => {
    assert.equal(mayStop(member({}), turn('t')), false);
    assert.equal(mayStop(member({ username: 'alice' }), turn('t')), true);
    assert.equal(mayStop(member({ role: 'owner' }), turn('t')), true);
    assert.equal(
      mayStop(member({ role: 'admin' }), turn('t', { status: 'complete' })),
      false
    );
  });
});
