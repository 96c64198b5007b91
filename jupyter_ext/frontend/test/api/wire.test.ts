import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { admitted, isShaped } from '../../src/api/check';
import { Problem } from '../../src/api/problem';
import { VERSION } from '../../src/api/wire/constants';
import { parseEntryRecord, parseRevision, revisionOf } from '../../src/api/wire/entry';
import { readFrame } from '../../src/api/wire/frame';
import { initialsOf, parsePerson } from '../../src/api/wire/member';
import { parseBundle, savedAnswer, turnOf } from '../../src/api/wire/turn';
import { filled } from '../filled';

describe('guards', () => {
  it('drop what has no id or no known kind', () => {
    assert.equal(parseRevision({ entry: 'e' }), null);
    assert.equal(parseRevision('text', 'a'), null);
    assert.equal(parseEntryRecord({ kind: 'spell' }, 'e'), null);
    assert.equal(parsePerson({ display_name: 'Nobody' }), null);
    assert.equal(parseBundle({ status: 'complete' }), null);
  });

  it('draw an answer without the line that stands above it in the file', () => {
    const line = '*AI answer (a model), asked by Ada*';
    const bundle = parseBundle({ turn: 't', status: 'complete', line });
    assert.equal(savedAnswer(bundle, `${line}\n\nSo it is.`), 'So it is.');
    assert.equal(savedAnswer(bundle, [`${line}\n`, '\n', 'So.']), 'So.');
    assert.equal(savedAnswer(bundle, 'From before.'), 'From before.');
    assert.equal(savedAnswer(bundle, undefined), null);
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
      links: [],
      writers: []
    });
  });

  it('take numbers that a document hands back as floats', () => {
    assert.equal(
      parseEntryRecord({ kind: 'work', created_at: 1.7e12 }, 'e')?.created_at,
      1.7e12
    );
  });
});

describe('answers', () => {
  it('are refused where they are not as the server’s description says', () => {
    const turn = filled('TurnView', { id: 't', status: 'complete' });
    assert.ok(!isShaped('TurnView', { ...turn, status: 'dreaming' }));
    assert.ok(!isShaped('TurnView', { id: 't', status: 'complete' }));
    const member = filled('MemberView', { username: 'x' });
    assert.ok(!isShaped('MemberView', { ...member, role: 'root' }));
    assert.ok(!isShaped('MemberView', { display_name: 'Nobody' }));
    assert.ok(!isShaped('StatusAnswer', { version: '1' }));
    assert.ok(!isShaped('StatusAnswer', undefined));
  });

  it('may say more than this version knows', () => {
    const member = filled('MemberView', { username: 'x' });
    assert.ok(isShaped('MemberView', { ...member, mood: 'good' }));
  });

  it('that are refused say which version the server has', () => {
    const problem = (version: string): unknown => {
      try {
        return admitted('get /status', {}, version);
      } catch (error) {
        return Problem.of(error).remedy;
      }
    };
    assert.match(String(problem('99.0')), /Reload the page: .*99\.0/);
    assert.match(String(problem(VERSION)), /^Try again/);
  });

  it('leave out of a turn and a version what they do not have', () => {
    const summary = filled('TurnSummary', { id: 't', status: 'complete' });
    assert.equal(turnOf(summary).text, null);
    const revision = revisionOf(filled('RevisionView', { id: 'r', entry: 'e' }));
    assert.deepEqual(
      [revision.subject, revision.reason, revision.links],
      [null, '', []]
    );
  });
});

describe('frames', () => {
  it('that are broken or unknown are passed over', () => {
    assert.equal(readFrame('{'), null);
    assert.equal(readFrame('[]'), null);
    assert.equal(readFrame('{"type":"surprise"}'), null);
    assert.equal(readFrame('{"type":"delta","turn":"t","seq":0,"text":"x"}'), null);
  });

  it('say when your role and rooms change', () => {
    const event = filled('YouEvent', {
      type: 'you',
      user: { username: 'ada', role: 'owner' },
      rooms: [
        { name: 'team', generation: 1 },
        { name: 'area:api', generation: 2 }
      ]
    });
    const frame = readFrame(JSON.stringify(event));
    assert.equal(readFrame(JSON.stringify({ ...event, rooms: [{}] })), null);
    assert.ok(frame?.type === 'you');
    assert.equal(frame.user.role, 'owner');
    assert.deepEqual(
      frame.rooms.map(room => room.name),
      ['team', 'area:api']
    );
    assert.equal(readFrame('{"type":"you","rooms":[]}'), null);
  });

  it('say what contradicts, and only between two', () => {
    const dispute = { entries: ['e', 'f'], sides: ['a', 'b'], quotes: ['UTC', ''] };
    const whole = { ...dispute, rule: 'value', why: 'so', sure: true };
    const event = { type: 'disputes', items: [whole] };
    assert.deepEqual(readFrame(JSON.stringify(event)), event);
    const one = { ...event, items: [{ ...whole, entries: ['e'] }] };
    assert.equal(readFrame(JSON.stringify(one)), null);
    const change = { type: 'disputes_change', items: [whole], gone: [['b', 'c']] };
    assert.deepEqual(readFrame(JSON.stringify(change)), change);
    assert.equal(readFrame(JSON.stringify({ ...change, gone: [['b']] })), null);
  });

  it('say who is here', () => {
    const ada = { username: 'ada', display_name: 'Ada Lovelace', initials: 'AL' };
    const event = filled('PresenceEvent', { members: [ada] });
    const frame = readFrame(JSON.stringify(event));
    assert.ok(frame?.type === 'presence');
    assert.deepEqual(
      frame.members.map(member => [member.username, member.initials]),
      [['ada', 'AL']]
    );
    assert.equal(readFrame(JSON.stringify({ ...event, members: [{}] })), null);
  });

  it('tell of turns without their text', () => {
    const event = filled('TurnEvent', { turn: { id: 't', status: 'complete' } });
    const frame = readFrame(JSON.stringify(event));
    assert.ok(frame?.type === 'turn');
    assert.equal(frame.turn.text, null);
  });
});

describe('initials', () => {
  it('are the first letters of two words at most', () => {
    assert.equal(initialsOf('ada king lovelace'), 'AK');
    assert.equal(initialsOf(''), '');
  });
});
