import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PENDING, Problem, UNREACHABLE } from '../../../src/api/problem';
import type { Command } from '../../../src/api/wire/command';
import { accessOf } from '../../../src/core/access';
import type { Session } from '../../../src/feed/session';
import { SprintModel } from '../../../src/features/sprint/model';
import { cardsOf } from '../../../src/features/sprint/sprint';
import type { Sprint, Task } from '../../../src/features/sprint/wire';

Object.assign(globalThis, { window: globalThis });

const OFFLINE = new Problem('The server can’t be reached.', '', UNREACHABLE);

function task(key: string, column: string): Task {
  return {
    id: `f_${key}`,
    key,
    title: key,
    assignee: null,
    written: null,
    estimate: null,
    area: null,
    notes: '',
    column,
    heads: {},
    by: 'ada',
    comments: [],
    placed: [`h_${key}`],
    apart: []
  };
}

const SPRINT: Sprint = {
  id: 's_1',
  goal: 'Ship it',
  start: null,
  end: null,
  ended: false,
  revealed: false,
  by: 'ada',
  noted: [],
  invited: 0,
  mayReveal: false,
  columns: [
    { name: 'todo', title: 'To do' },
    { name: 'doing', title: 'In progress' }
  ],
  tasks: [task('A', 'todo'), task('B', 'todo')],
  waits: new Map(),
  critical: new Set(),
  loads: [],
  unit: null,
  limits: new Map(),
  heads: {},
  apart: [],
  poker: [],
  people: [],
  areas: []
};

/** A server whose answers the test gives. */
class Desk {
  load: () => Promise<Sprint | null> = () => Promise.resolve(SPRINT);
  readonly sent: Command[] = [];
  readonly answers: { take(): void; refuse(): void }[] = [];

  readonly session: Session = {
    stateChanged: { connect: () => true, disconnect: () => true },
    connection: { tag: 'online' },
    user: null,
    access: accessOf(null),
    person: username => ({
      username,
      display_name: username,
      initials: '',
      color: null
    }),
    onFacts: () => ({ isDisposed: false, dispose: () => undefined }),
    run: command =>
      new Promise((resolve, reject) => {
        this.sent.push(command);
        this.answers.push({
          take: () => resolve('f_A'),
          refuse: () => reject(OFFLINE)
        });
      })
  };
}

async function settled(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}

function column(model: SprintModel, name: string): string[] {
  const { sprint } = model;
  assert.ok(sprint.tag === 'ready' && sprint.value !== null);
  return cardsOf(sprint.value, name).map(({ key }) => key);
}

describe('a board', () => {
  it('puts a card back that could not be moved, though nothing else answers either', async () => {
    const desk = new Desk();
    const model = new SprintModel(desk.session, () => desk.load());
    await settled();
    desk.load = () => Promise.reject(OFFLINE);
    void model.move({ task: 'f_A', column: 'doing', before: null });
    void model.move({ task: 'f_B', column: 'doing', before: null });
    assert.deepEqual(column(model, 'doing'), ['A', 'B']);
    assert.equal(model.said, '');
    desk.answers[0]?.refuse();
    await settled();
    assert.deepEqual([column(model, 'todo'), column(model, 'doing')], [['A'], ['B']]);
    assert.equal(model.said, 'A could not be moved: it is in To do as before');
    assert.equal(model.problem, OFFLINE);
    desk.answers[1]?.take();
    await settled();
    assert.deepEqual([column(model, 'todo'), column(model, 'doing')], [['A'], ['B']]);
    assert.equal(model.said, 'B moved to In progress');
    model.dispose();
  });

  it('does not put a card back because of what was asked before it was moved', async () => {
    const desk = new Desk();
    const model = new SprintModel(desk.session, () => desk.load());
    await settled();
    const ends: (() => void)[] = [];
    desk.load = () => new Promise(resolve => ends.push(() => resolve(SPRINT)));
    model.refresh();
    void model.move({ task: 'f_A', column: 'doing', before: null });
    desk.answers[0]?.take();
    await settled();
    ends[0]?.();
    await settled();
    assert.deepEqual(column(model, 'doing'), ['A']);
    model.dispose();
  });

  it('takes back what was done here, and nothing that somebody else did since', async () => {
    const desk = new Desk();
    const model = new SprintModel(desk.session, () => desk.load());
    await settled();
    assert.equal(model.undoable?.what, undefined);
    void model.move({ task: 'f_A', column: 'doing', before: null });
    const moved = { ...SPRINT, tasks: [task('B', 'todo'), task('A', 'doing')] };
    desk.load = () => Promise.resolve(moved);
    desk.answers[0]?.take();
    await settled();
    assert.equal(model.undoable?.what, 'A moved to In progress');
    void model.undo();
    assert.deepEqual(desk.sent.at(-1), {
      command: 'sprint_move',
      sprint: 's_1',
      task: 'f_A',
      column: 'todo',
      before: 'f_B',
      seen: ['h_A']
    });
    desk.answers[1]?.take();
    await settled();
    assert.deepEqual(
      [model.undoable, model.said],
      [null, 'Undone: A moved to In progress']
    );
    void model.move({ task: 'f_B', column: 'doing', before: null });
    desk.load = () => Promise.resolve({ ...SPRINT, tasks: [task('B', 'done')] });
    desk.answers[2]?.take();
    await settled();
    void model.undo();
    await settled();
    assert.equal(desk.sent.length, 3);
    assert.equal(model.said, 'Not undone: B was changed by somebody else since.');
    model.dispose();
  });

  it('names the facts that were seen when a card is edited, and keeps what was refused', async () => {
    const desk = new Desk();
    const model = new SprintModel(desk.session, () => desk.load());
    await settled();
    const saved = model.edit(task('A', 'todo'), { title: 'New' }, ['h_title']);
    assert.deepEqual(desk.sent.at(-1), {
      command: 'sprint_edit',
      sprint: 's_1',
      task: 'f_A',
      fields: { title: 'New' },
      seen: ['h_title']
    });
    desk.answers[0]?.refuse();
    assert.equal(await saved, false);
    assert.deepEqual([model.undoable, model.problem], [null, OFFLINE]);
    model.dispose();
  });

  it('says that it is loading until the server has said something', () => {
    const desk = new Desk();
    const model = new SprintModel(desk.session, () => new Promise(() => undefined));
    assert.equal(model.sprint, PENDING);
    model.dispose();
  });
});
