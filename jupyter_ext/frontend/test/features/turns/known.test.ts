import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import type { Known } from '../../../src/features/turns/known';
import { KnownAnswer, takes } from '../../../src/features/turns/known';

Object.assign(globalThis, { window: globalThis });

const KNOWN: Known = {
  kind: 'turn',
  id: 't_1',
  said: 'How is churn computed?',
  by: 'ada',
  name: 'Ada',
  at: 1,
  state: 'fresh',
  why: '',
  answer: 'By month.',
  path: null,
  cell: null
};

async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) {
    await Promise.resolve();
  }
}

describe('an answer that is known already', () => {
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout'] });
  });

  it('is looked for once the writing pauses, and not shown beside another question', async () => {
    const asked: string[] = [];
    const known = new KnownAnswer(
      question => {
        asked.push(question);
        return Promise.resolve(KNOWN);
      },
      () => undefined
    );
    known.write('How is');
    mock.timers.tick(399);
    known.write('How is churn computed? ');
    mock.timers.tick(400);
    await settled();
    assert.deepEqual(asked, ['How is churn computed?']);
    assert.equal(known.found, KNOWN);
    known.write('How is churn computed?');
    assert.equal(known.found, KNOWN);
    known.write('How is churn compared?');
    assert.equal(known.found, null);
    known.write('');
    mock.timers.tick(1_000);
    await settled();
    assert.equal(asked.length, 1);
  });

  it('is dropped when it comes for a question that is no longer there', async () => {
    let answer: (found: Known | null) => void = () => undefined;
    const known = new KnownAnswer(
      () => new Promise(resolve => (answer = resolve)),
      () => undefined
    );
    known.write('How is churn computed?');
    mock.timers.tick(400);
    known.write('Why?');
    answer(KNOWN);
    await settled();
    assert.equal(known.found, null);
  });

  it('is none where the server can’t say', async () => {
    const known = new KnownAnswer(
      () => Promise.reject(new Error('away')),
      () => undefined
    );
    known.write('How is churn computed?');
    mock.timers.tick(400);
    await settled();
    assert.equal(known.found, null);
  });

  it('is taken by one key and asked by another', () => {
    const key = { key: 'Enter', altKey: false, ctrlKey: false, metaKey: false };
    assert.equal(takes({ ...key, altKey: true }), true);
    assert.equal(takes({ ...key, ctrlKey: true }), false);
    assert.equal(takes({ ...key, altKey: true, ctrlKey: true }), false);
  });
});
