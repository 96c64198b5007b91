import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseEntryRecord, parseRevision } from '../../src/api/wire/entry';
import { parseFrame } from '../../src/api/wire/frame';
import { initialsOf, parseMember } from '../../src/api/wire/member';
import { parseStatus } from '../../src/api/wire/status';
import { parseBundle, parseTurn } from '../../src/api/wire/turn';

describe('guards', () => {
  it('drop what has no id or no known kind', () => {
    assert.equal(parseRevision({ entry: 'e' }), null);
    assert.equal(parseRevision('text', 'a'), null);
    assert.equal(parseEntryRecord({ kind: 'spell' }, 'e'), null);
    assert.equal(parseTurn({ id: 't', status: 'dreaming' }), null);
    assert.equal(parseMember({ display_name: 'Nobody' }), null);
    assert.equal(parseBundle({ status: 'complete' }), null);
    assert.equal(parseStatus({ version: '1' }), null);
  });

  it('make harmless defaults of wrong types', () => {
    const revision = parseRevision(
      { entry: 'e', parents: ['a', 7, null], at: 'noon', title: 3, status: 'odd' },
      'r'
    );
    assert.deepEqual(revision, {
      id: 'r',
      entry: 'e',
      parents: ['a'],
      author: '',
      at: 0,
      title: '',
      body: '',
      status: 'proposed',
      area: null,
      source: '',
      subject: null,
      attribute: null,
      value: null,
      scope: null,
      reason: '',
      links: []
    });
  });

  it('take numbers that a document hands back as floats', () => {
    assert.equal(
      parseEntryRecord({ kind: 'work', created_at: 1.7e12 }, 'e')?.created_at,
      1.7e12
    );
  });

  it('treat a turn as private unless it says that it is shared', () => {
    assert.equal(parseTurn({ id: 't', status: 'complete' })?.visibility, 'private');
  });

  it('give a reader’s rights to a role that is not known', () => {
    assert.equal(parseMember({ username: 'x', role: 'root' })?.role, 'reader');
  });
});

describe('frames', () => {
  it('that are broken or unknown are passed over', () => {
    assert.equal(parseFrame('{'), null);
    assert.equal(parseFrame('[]'), null);
    assert.equal(parseFrame('{"type":"surprise"}'), null);
    assert.equal(parseFrame('{"type":"delta","turn":"t","seq":0,"text":"x"}'), null);
  });

  it('say when your role and rooms change', () => {
    const frame = parseFrame(
      '{"type":"you","user":{"username":"ada","role":"owner"},' +
        '"rooms":[{"name":"team","generation":1},{"name":"area:api","generation":2},{}]}'
    );
    assert.ok(frame?.type === 'you');
    assert.equal(frame.user.role, 'owner');
    assert.deepEqual(
      frame.rooms.map(room => room.name),
      ['team', 'area:api']
    );
    assert.equal(parseFrame('{"type":"you","rooms":[]}'), null);
  });

  it('say what contradicts, and only between two', () => {
    const frame = parseFrame(
      '{"type":"disputes","items":[{"entries":["e","f"],"sides":["a","b"],"rule":"value",' +
        '"quotes":["UTC"],"why":"so"},{"entries":["e"],"sides":["a","b"]}]}'
    );
    assert.ok(frame?.type === 'disputes');
    assert.deepEqual(frame.items, [
      {
        entries: ['e', 'f'],
        sides: ['a', 'b'],
        rule: 'value',
        quotes: ['', ''],
        why: 'so'
      }
    ]);
  });

  it('say who is here', () => {
    const frame = parseFrame(
      '{"type":"presence","members":[{"username":"ada","display_name":"Ada Lovelace"},{}]}'
    );
    assert.ok(frame?.type === 'presence');
    assert.deepEqual(
      frame.members.map(member => [member.username, member.initials]),
      [['ada', 'AL']]
    );
  });
});

describe('initials', () => {
  it('are the first letters of two words at most', () => {
    assert.equal(initialsOf('ada king lovelace'), 'AK');
    assert.equal(initialsOf(''), '');
  });
});
