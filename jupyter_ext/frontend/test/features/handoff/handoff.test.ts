import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filled } from '../../filled';
import { isShaped } from '../../../src/api/check';
import { Problem } from '../../../src/api/problem';
import { linesOf, PARTS, summaryOf } from '../../../src/features/handoff/handoff';
import { Since } from '../../../src/features/handoff/since';
import type { Handoff } from '../../../src/features/handoff/wire';
import { handoffOf } from '../../../src/features/handoff/wire';
import { zoneValue } from '../../../src/features/team/people';
import { DraftBox } from '../../../src/ui/draftbox';

Object.assign(globalThis, { window: globalThis });

const LINE = {
  topic: 'working',
  lead: 'In progress',
  text: 'Move the tables',
  detail: '',
  phrase: null,
  about: 'e_1',
  by: 'ann',
  at: 7,
  room: 'team',
  open: true,
  new: true,
  sources: ['a_1']
};
const WIRE = {
  since: 1,
  until: 9,
  news: 1,
  open: 1,
  opens: true,
  parts: [{ part: 'actions', lines: [LINE, { ...LINE, sources: [] }] }],
  written: [{ id: 'ho_1' }],
  sources: [{ id: 'a_1', at: 7, by: 'ann', did: 'add' }]
};

function parsed(more: object = {}): Handoff {
  return handoffOf(filled('HandoffAnswer', { ...WIRE, ...more }));
}

describe('a handoff', () => {
  it('has all five parts, and no line without a source', () => {
    const found = parsed();
    assert.deepEqual(
      PARTS.map(({ name }) => found.parts[name].length),
      [0, 1, 0, 0, 0]
    );
    assert.deepEqual(linesOf(found)[0]?.sources, [
      { id: 'a_1', at: 7, by: 'ann', did: 'add' }
    ]);
    assert.deepEqual(found.written, ['ho_1']);
    assert.equal(summaryOf(found), '1 change, 1 open item');
  });

  it('counts the lines that were not sent', () => {
    const found = parsed({
      open: 7,
      parts: [{ part: 'actions', lines: [LINE], count: 12, more: true }]
    });
    assert.equal(found.left.actions, 11);
    assert.equal(found.left.state, 0);
    assert.equal(summaryOf(found), '1 change, 7 open items');
    assert.equal(parsed().left.actions, 0);
  });

  it('is none where the answer is something else', () => {
    const whole = filled('HandoffAnswer', WIRE);
    assert.ok(!isShaped('HandoffAnswer', null));
    const gossip = { part: 'gossip', lines: [LINE] };
    const noise = { part: 'actions', lines: ['noise'] };
    for (const parts of [5, [gossip], [noise]]) {
      assert.ok(!isShaped('HandoffAnswer', { ...whole, parts }));
    }
    assert.ok(!isShaped('HandoffAnswer', { ...whole, written: [{}] }));
    assert.ok(!isShaped('HandoffAnswer', { ...whole, sources: [5] }));
  });
});

describe('since you left', () => {
  function since(answers: (Handoff | Error)[], fails = false): [Since, string[]] {
    const sent: string[] = [];
    const api = {
      handoff: (): Promise<Handoff> => {
        const next = answers.shift();
        return next instanceof Error || next === undefined
          ? Promise.reject(next ?? new Error('none'))
          : Promise.resolve(next);
      },
      acknowledgeHandoff: (_: Handoff, restated: string): Promise<void> => {
        sent.push(restated);
        return fails
          ? Promise.reject(new Problem('Offline.', 'Try again.'))
          : Promise.resolve();
      }
    };
    return [new Since(new DraftBox(), api, () => undefined), sent];
  }

  it('shows what opens, until it is acknowledged', async () => {
    const [model, sent] = since([parsed()]);
    await model.load();
    assert.equal(model.handoff?.news, 1);
    model.write('  The tables are mine ');
    await model.acknowledge();
    assert.deepEqual(sent, ['The tables are mine']);
    assert.equal(model.handoff, null);
  });

  it('shows nothing in the middle of a visit', async () => {
    const [model] = since([parsed({ opens: false })]);
    await model.load();
    assert.equal(model.handoff, null);
  });

  it('keeps what was typed when sending fails', async () => {
    const [model] = since([parsed()], true);
    await model.load();
    model.write('Mine');
    await model.acknowledge();
    assert.equal(model.restated, 'Mine');
    assert.equal(model.problem?.message, 'Offline.');
    assert.ok(model.handoff);
  });

  it('keeps what it has when the server can’t be reached', async () => {
    const [model] = since([parsed(), new Error('down')]);
    await model.load();
    await model.load();
    assert.equal(model.handoff?.news, 1);
  });
});

describe('a working day', () => {
  it('is a setting’s value once it says one', () => {
    assert.deepEqual(zoneValue(['UTC'], ['5', '1', '1'], '00:00'), {
      zones: ['UTC'],
      days: [1, 5],
      end: '24:00'
    });
    assert.equal(zoneValue([], ['1'], '18:00'), null);
    assert.equal(zoneValue(['UTC'], ['8'], '18:00'), null);
    assert.equal(zoneValue(['UTC'], ['x'], '18:00'), null);
    assert.equal(zoneValue(['UTC'], ['1'], ''), null);
  });
});
