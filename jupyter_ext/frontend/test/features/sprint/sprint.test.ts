import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isShaped } from '../../../src/api/check';
import { filled } from '../../filled';
import {
  assignees,
  cardsOf,
  isOf,
  OUT,
  spoken,
  stepOf,
  waitedForBy,
  waitsFor,
  withMove
} from '../../../src/features/sprint/sprint';
import type { Sprint, Task } from '../../../src/features/sprint/wire';
import { sprintOf } from '../../../src/features/sprint/wire';

function task(key: string, column: string, more: object = {}): object {
  return {
    id: `f_${key}`,
    key,
    title: `Task ${key}`,
    assignee: null,
    estimate: null,
    area: null,
    column,
    heads: { place: [`h_${key}`] },
    apart: [],
    ...more
  };
}

const ANSWER = {
  sprint: {
    id: 's_1',
    goal: 'Ship it',
    start: null,
    end: '2026-12-04',
    ended_at: null,
    revealed: false,
    columns: [
      { name: 'todo', title: 'To do' },
      { name: 'doing', title: 'In progress' },
      { name: 'done', title: 'Done' }
    ],
    tasks: [
      task('A', 'todo', { assignee: 'Ada', estimate: 2 }),
      task('B', 'todo'),
      task('C', 'todo', { assignee: 'bob' }),
      task('D', 'done'),
      task('E', OUT, { assignee: 'zoe' })
    ]
  },
  waits: { f_A: ['f_B', 'f_D'], f_C: ['f_A'] },
  critical: ['f_A'],
  loads: [{ assignee: 'Ada', planned: 2, capacity: 1, over: true }]
};

function parsed(): Sprint {
  const found = sprintOf(filled('BoardAnswer', ANSWER));
  assert.ok(found);
  return found;
}

function keys(sprint: Sprint, column: string): string {
  return cardsOf(sprint, column)
    .map(({ key }) => key)
    .join('');
}

function card(sprint: Sprint, key: string): Task {
  const found = sprint.tasks.find(one => one.key === key);
  assert.ok(found);
  return found;
}

describe('a sprint', () => {
  it('is read, and is null where there is none', () => {
    const sprint = parsed();
    assert.equal(sprint.goal, 'Ship it');
    assert.deepEqual(card(sprint, 'A').placed, ['h_A']);
    assert.equal(sprintOf(filled('BoardAnswer', { sprint: null })), null);
    assert.ok(!isShaped('BoardAnswer', []));
    assert.ok(!isShaped('BoardAnswer', { sprint: 3 }));
  });

  it('says who noted something in secret, and whether this member may show it', () => {
    const { noted, invited, mayReveal } = parsed();
    assert.deepEqual([noted, invited, mayReveal], [[], 0, false]);
    const answer = {
      ...ANSWER,
      sprint: { ...ANSWER.sprint, noted: ['ada'] },
      invited: 3,
      may_reveal: true
    };
    const told = sprintOf(filled('BoardAnswer', answer));
    assert.deepEqual([told?.noted, told?.invited, told?.mayReveal], [['ada'], 3, true]);
  });

  it('tells what a task waits for that is not done, and who waits for it', () => {
    const sprint = parsed();
    assert.deepEqual(
      waitsFor(sprint, card(sprint, 'A')).map(({ key }) => key),
      ['B']
    );
    assert.deepEqual(
      waitedForBy(sprint, card(sprint, 'A')).map(({ key }) => key),
      ['C']
    );
  });

  it('knows whose a task is by either name, whatever the case', () => {
    const ada = { username: 'ada-l', display_name: 'ADA' };
    assert.ok(isOf(card(parsed(), 'A'), ada));
    assert.ok(!isOf(card(parsed(), 'B'), ada));
  });

  it('lists who has cards, nobody last and without those that were taken out', () => {
    assert.deepEqual(assignees(parsed()), ['Ada', 'bob', null]);
  });

  it('says a card in one sentence', () => {
    const sprint = parsed();
    assert.equal(
      spoken(sprint, card(sprint, 'A')),
      'A Task A, Ada, estimate 2, waits for B, on the critical path'
    );
  });
});

describe('moving a card', () => {
  it('puts it before another one or at the end', () => {
    const sprint = parsed();
    const before = withMove(sprint, { task: 'f_C', column: 'todo', before: 'f_A' });
    assert.equal(keys(before, 'todo'), 'CAB');
    const end = withMove(sprint, { task: 'f_A', column: 'done', before: null });
    assert.equal(keys(end, 'done'), 'DA');
    assert.equal(keys(end, 'todo'), 'BC');
  });

  it('goes to the end where the other one has left the column', () => {
    const sprint = withMove(parsed(), { task: 'f_A', column: 'done', before: 'f_B' });
    assert.equal(keys(sprint, 'done'), 'DA');
  });

  it('loses no card, whatever is moved where', () => {
    let sprint = parsed();
    for (const [index, one] of sprint.tasks.entries()) {
      const column = ['todo', 'doing', 'done'][index % 3] ?? 'todo';
      sprint = withMove(sprint, { task: one.id, column, before: 'f_A' });
    }
    assert.equal(sprint.tasks.length, 5);
    assert.equal(new Set(sprint.tasks.map(({ id }) => id)).size, 5);
  });

  it('by keys goes one step, and stops at the edges', () => {
    const sprint = parsed();
    const a = card(sprint, 'A');
    assert.deepEqual(stepOf(sprint, a, 'right'), {
      task: 'f_A',
      column: 'doing',
      before: null
    });
    assert.equal(stepOf(sprint, a, 'left'), null);
    assert.equal(stepOf(sprint, a, 'up'), null);
    assert.deepEqual(stepOf(sprint, a, 'down'), {
      task: 'f_A',
      column: 'todo',
      before: 'f_C'
    });
    assert.deepEqual(stepOf(sprint, card(sprint, 'B'), 'down')?.before, null);
    assert.deepEqual(stepOf(sprint, card(sprint, 'C'), 'up')?.before, 'f_B');
  });
});
