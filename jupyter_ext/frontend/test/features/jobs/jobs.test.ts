import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JobView } from '../../../src/api/wire/types';
import { JobsModel } from '../../../src/features/jobs/model';

function job(change: Partial<JobView> = {}): JobView {
  return {
    id: 'j_1',
    kind: 'import',
    by: 'ann',
    done: 1,
    total: 3,
    left: null,
    state: 'running',
    cancellable: true,
    said: '',
    ...change
  };
}

function jobs(there: JobView[] = []): {
  model: JobsModel;
  at: (time: number) => void;
  cancelled: string[];
} {
  let now = 0;
  const later: { call: () => void; at: number }[] = [];
  const cancelled: string[] = [];
  const model = new JobsModel(
    {
      jobs: () => Promise.resolve(there),
      cancel: id => {
        cancelled.push(id);
        return Promise.resolve();
      }
    },
    () => undefined,
    () => now,
    (call, after) => later.push({ call, at: now + after })
  );
  const at = (time: number): void => {
    now = time;
    later.filter(one => one.at <= time).forEach(one => one.call());
  };
  return { model, at, cancelled };
}

describe('a job', () => {
  it('is shown once it takes longer than a moment, and no more when it is done', () => {
    const { model, at } = jobs();
    model.put(job());
    assert.deepEqual(model.shown, []);
    at(800);
    assert.deepEqual(
      model.shown.map(({ done }) => done),
      [1]
    );
    model.put(job({ done: 2 }));
    assert.deepEqual(
      model.shown.map(({ done }) => done),
      [2]
    );
    model.put(job({ state: 'done' }));
    assert.deepEqual(model.shown, []);
  });

  it('that was cancelled or failed says so for a while', () => {
    const { model, at } = jobs();
    model.put(job());
    at(1_000);
    model.put(job({ state: 'cancelled' }));
    assert.deepEqual(
      model.shown.map(({ state }) => state),
      ['cancelled']
    );
    at(20_000);
    assert.deepEqual(model.shown, []);
  });

  it('that was over in a moment is never shown', () => {
    const { model, at } = jobs();
    model.put(job());
    at(100);
    model.put(job({ state: 'failed' }));
    at(2_000);
    assert.deepEqual(model.shown, []);
  });

  it('is there for who connects later, and is cancelled by its id', async () => {
    const { model, at, cancelled } = jobs([job({ id: 'j_9' })]);
    model.put(job());
    await model.load();
    at(1_000);
    assert.deepEqual(
      model.shown.map(({ id }) => id),
      ['j_9']
    );
    await model.cancel('j_9');
    assert.deepEqual(cancelled, ['j_9']);
  });
});
