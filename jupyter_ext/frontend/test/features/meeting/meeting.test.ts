import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MeetingModel } from '../../../src/features/meeting/model';
import type { Place, Presentation } from '../../../src/features/meeting/requests';

const THERE: Presentation = { by: 'bob', path: 'plan.ipynb', cell: 'c1' };

function meeting(
  there: Presentation[] = [],
  at: () => Place | null = () => ({ path: 'own.ipynb', cell: 'c9' })
): {
  model: MeetingModel;
  sent: (Place | null)[];
  moves: (string | null)[];
  begun: string[];
} {
  const sent: (Place | null)[] = [];
  const moves: (string | null)[] = [];
  const begun: string[] = [];
  const model = new MeetingModel(
    {
      presentations: () => Promise.resolve(there),
      present: place => {
        sent.push(place);
        return Promise.resolve();
      }
    },
    () => 'ann',
    () => undefined
  );
  model.here = at;
  model.moved.connect((_, place) => moves.push(place?.cell ?? null));
  model.begun.connect((_, { by }) => begun.push(by));
  return { model, sent, moves, begun };
}

function event(
  by: string,
  path: string | null,
  cell: string | null = null
): Parameters<MeetingModel['onEvent']>[0] {
  return { type: 'presenting', by, path, cell };
}

describe('following', () => {
  it('goes where the presenter goes, until one leaves', () => {
    const { model, moves, begun } = meeting();
    model.onEvent(event('bob', 'plan.ipynb', 'c1'));
    assert.deepEqual([begun, moves], [['bob'], []]);
    model.follow('bob');
    model.onEvent(event('bob', 'plan.ipynb', 'c2'));
    model.leave();
    model.onEvent(event('bob', 'plan.ipynb', 'c3'));
    assert.deepEqual(moves, ['c1', 'c2', null]);
    assert.equal(model.followed, null);
    assert.deepEqual(begun, ['bob']);
  });

  it('ends when the presenter ends it, and when they were gone after a break', async () => {
    const { model, moves } = meeting([]);
    model.onEvent(event('bob', 'plan.ipynb', 'c1'));
    model.follow('bob');
    model.onEvent(event('bob', null));
    assert.deepEqual([model.followed, model.others], [null, []]);
    model.onEvent(event('bob', 'plan.ipynb', 'c1'));
    model.follow('bob');
    await model.load();
    assert.equal(model.followed, null);
    assert.deepEqual(moves, ['c1', null, 'c1', null]);
  });

  it('is offered to whoever comes later', async () => {
    const { model, begun } = meeting([THERE]);
    await model.load();
    assert.deepEqual(model.others, [THERE]);
    assert.deepEqual(begun, ['bob']);
  });

  it('never follows oneself', () => {
    const { model, moves, begun } = meeting();
    model.onEvent(event('ann', 'plan.ipynb', 'c1'));
    model.follow('ann');
    assert.deepEqual([model.others, moves, begun], [[], [], []]);
  });
});

describe('presenting', () => {
  it('tells each place once, and follows nobody meanwhile', async () => {
    let at: Place = { path: 'own.ipynb', cell: 'c1' };
    const { model, sent } = meeting([], () => at);
    model.onEvent(event('bob', 'plan.ipynb', 'c1'));
    model.follow('bob');
    await model.go();
    await model.present();
    assert.equal(model.followed, null);
    await model.go();
    at = { path: 'own.ipynb', cell: 'c2' };
    await model.go();
    await model.end();
    await model.go();
    assert.deepEqual(
      sent.map(place => place?.cell ?? null),
      ['c1', 'c2', null]
    );
    assert.equal(model.presenting, null);
  });

  it('needs a notebook', async () => {
    const { model } = meeting([], () => null);
    await assert.rejects(model.present(), /nothing to present/);
  });

  it('goes on after a break, and ends where it was ended on another page', async () => {
    const { model, sent } = meeting();
    await model.present();
    await model.load();
    assert.equal(sent.length, 2);
    model.onEvent(event('ann', 'own.ipynb', 'c9'));
    model.onEvent(event('ann', null));
    assert.equal(model.presenting, null);
  });
});
