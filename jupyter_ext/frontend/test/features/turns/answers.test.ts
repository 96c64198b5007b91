import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Problem } from '../../../src/api/problem';
import { turnOf } from '../../../src/api/wire/turn';
import { AnswerTexts } from '../../../src/features/turns/answers';
import { KnownTurns } from '../../../src/features/turns/list';
import { filled } from '../../filled';

Object.assign(globalThis, { window: globalThis });

const ENDED = turnOf(
  filled('TurnSummary', { id: 't1', status: 'complete', source: 'cell' })
);

/** Texts of a server that gives these, one after the other; null for ever after. */
function texts(...given: (Problem | string)[]): {
  texts: AnswerTexts;
  asked: () => number;
} {
  const turns = new KnownTurns();
  turns.put(ENDED);
  let asked = 0;
  const requests = {
    turn: () => {
      const next = given[asked++];
      return typeof next === 'string'
        ? Promise.resolve({ turn: { ...ENDED, text: next }, seq: 0 })
        : Promise.reject(next ?? new Error('nothing more'));
    }
  };
  return {
    texts: new AnswerTexts(requests, turns, () => undefined),
    asked: () => asked
  };
}

/** Let what waits for one another run, and the clock go on by two seconds. */
async function later(): Promise<void> {
  for (let step = 0; step < 10; step++) {
    await Promise.resolve();
  }
  mock.timers.tick(2_000);
  for (let step = 0; step < 10; step++) {
    await Promise.resolve();
  }
}

describe('the text of an answer that somebody looks at', () => {
  it('is fetched again until it comes, where the server could not give it', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const busy = new Problem('busy', '', 'error', 503);
    const found = texts(busy, busy, 'Noted.');
    found.texts.watch('t1');
    await later();
    await later();
    assert.deepEqual(found.texts.get('t1'), {
      tag: 'ready',
      text: 'Noted.',
      live: false
    });
    assert.equal(found.asked(), 3);
    mock.timers.reset();
  });

  it('is not asked for again where there is none, or nobody looks any more', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const gone = texts(new Problem('gone', '', 'unknown_id', 404), 'never');
    gone.texts.watch('t1');
    const left = texts(new Problem('busy', '', 'error', 503), 'never');
    left.texts.watch('t1').dispose();
    await later();
    await later();
    assert.deepEqual([gone.asked(), left.asked()], [1, 1]);
    assert.equal(gone.texts.get('t1').tag, 'error');
    mock.timers.reset();
  });
});
