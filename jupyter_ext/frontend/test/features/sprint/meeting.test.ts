import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { burndownSaid, pointsOf } from '../../../src/features/sprint/chart';
import { commonOf, deckOf } from '../../../src/features/sprint/deck';
import {
  ALL_CARDS,
  areasOn,
  changeFor,
  isFiltering,
  lanesOf,
  shownBy
} from '../../../src/features/sprint/filter';
import {
  amountIn,
  amountOf,
  cardOf,
  countIn,
  stepOf,
  totalOf
} from '../../../src/features/sprint/sprint';
import { undoAdd, undoEdit, undoMove } from '../../../src/features/sprint/undo';
import type { Burndown, Sprint, Task } from '../../../src/features/sprint/wire';
import { sprintOf } from '../../../src/features/sprint/wire';
import { filled } from '../../filled';

function sprint(): Sprint {
  const task = (key: string, column: string, more: object): object => ({
    id: `f_${key}`,
    key,
    title: `Task ${key}`,
    column,
    heads: { place: [`p_${key}`], assignee: [`a_${key}`], title: [`t_${key}`] },
    ...more
  });
  const found = sprintOf(
    filled('BoardAnswer', {
      sprint: {
        id: 's_1',
        goal: 'Ship it',
        unit: 'points',
        limits: { doing: 1 },
        heads: { unit: ['f_u'] },
        columns: [
          { name: 'todo', title: 'To do' },
          { name: 'doing', title: 'In progress' },
          { name: 'done', title: 'Done' }
        ],
        tasks: [
          task('A', 'todo', { assignee: 'Ada', estimate: 2, area: 'api' }),
          task('B', 'todo', { assignee: 'bob', notes: 'For ACME, as PDF' }),
          task('C', 'todo', { assignee: 'Ada', estimate: 0.5 }),
          task('D', 'done', { area: 'api' })
        ]
      },
      waits: { f_A: ['f_D'], f_B: ['f_A'], f_C: [] }
    })
  );
  assert.ok(found);
  return found;
}

function card(of: Sprint, key: string): Task {
  const found = cardOf(of, `f_${key}`);
  assert.ok(found);
  return found;
}

function keys(of: Sprint, shows: (task: Task) => boolean): string {
  return of.tasks
    .filter(shows)
    .map(({ key }) => key)
    .join('');
}

describe('a filter of the board', () => {
  it('shows cards by person, area, words of their text, and what is blocked', () => {
    const board = sprint();
    const shown = (more: object): string =>
      keys(board, shownBy(board, { ...ALL_CARDS, ...more }));
    assert.equal(shown({}), 'ABCD');
    assert.equal(shown({ whose: { name: 'Ada' } }), 'AC');
    assert.equal(shown({ whose: { name: null } }), 'D');
    assert.equal(shown({ area: { name: 'api' }, whose: { name: 'Ada' } }), 'A');
    assert.equal(shown({ text: ' pdf  acme ' }), 'B');
    assert.equal(shown({ blocked: true }), 'B');
    assert.deepEqual(areasOn(board), ['api', null]);
    assert.ok(!isFiltering({ ...ALL_CARDS, text: '  ' }));
  });

  it('is moved through: a step passes the next card that is shown', () => {
    const board = sprint();
    const ada = shownBy(board, { ...ALL_CARDS, whose: { name: 'Ada' } });
    assert.deepEqual(stepOf(board, card(board, 'A'), 'down', ada), {
      task: 'f_A',
      column: 'todo',
      before: null
    });
    assert.equal(stepOf(board, card(board, 'C'), 'up', ada)?.before, 'f_A');
    assert.equal(stepOf(board, card(board, 'C'), 'down', ada), null);
  });

  it('parts the board into lanes, and what is dropped into one becomes theirs', () => {
    const board = sprint();
    const lanes = lanesOf(board, 'person');
    assert.deepEqual(
      lanes.map(({ title, holds }) => [title, keys(board, holds)]),
      [
        ['Ada', 'AC'],
        ['bob', 'B'],
        ['Nobody’s', 'D']
      ]
    );
    const [ada, bob] = lanes;
    assert.ok(ada && bob);
    assert.equal(changeFor(ada, card(board, 'A')), null);
    assert.deepEqual(changeFor(bob, card(board, 'A')), { assignee: 'bob' });
    assert.deepEqual(
      lanesOf(board, 'area').map(({ title }) => title),
      ['api', 'Without an area']
    );
    assert.equal(
      keys(board, lanesOf(board, 'none')[0]?.holds ?? (() => false)),
      'ABCD'
    );
  });
});

describe('amounts', () => {
  it('are summed, and told in the unit of the sprint', () => {
    const board = sprint();
    assert.equal(totalOf(board.tasks), 2.5);
    assert.equal(amountOf(1, board.unit), '1 point');
    assert.equal(amountOf(2.5, 'days'), '2.5 days');
    assert.equal(amountOf(3, null), '3');
    assert.equal(countIn(1, 1), '1 card');
    assert.equal(countIn(4, 2), '2 of 4 cards');
  });

  it('are read with a point or a comma; nothing is none, and words are no amount', () => {
    assert.deepEqual(
      ['', ' 3 ', '1,5', '.5', '-1', 'two', '1e9', 'NaN'].map(amountIn),
      [null, 3, 1.5, 0.5, undefined, undefined, undefined, undefined]
    );
  });
});

describe('undo', () => {
  it('puts a card back where it lay, before the same card', () => {
    const board = sprint();
    const undo = undoMove(board, { task: 'f_A', column: 'done', before: null });
    assert.ok(undo);
    const moved = { ...card(board, 'A'), column: 'done', placed: ['p_2'] };
    assert.ok(undo.holds(moved));
    assert.ok(!undo.holds({ ...moved, column: 'doing' }));
    assert.ok(!undo.holds({ ...moved, apart: [{ field: 'column', said: [] }] }));
    assert.deepEqual(undo.command(board, moved), {
      command: 'sprint_move',
      sprint: 's_1',
      task: 'f_A',
      column: 'todo',
      before: 'f_B',
      seen: ['p_2']
    });
    assert.equal(undo.what, 'A moved to Done');
  });

  it('takes a task out again that this member added, and no other of that title', () => {
    const before = sprint();
    const undo = undoAdd(before, 'Write it down', 'todo', 'ada');
    const own = {
      ...card(before, 'B'),
      id: 'f_E',
      title: 'Write it down',
      by: 'ada',
      placed: ['f_E'],
      heads: { place: ['f_E'], title: ['f_E'] }
    };
    const bobs = { ...own, id: 'f_F', by: 'bob' };
    const after = { ...before, tasks: [...before.tasks, bobs, own] };
    assert.equal(undo.find(before), undefined);
    assert.equal(undo.find(after)?.id, 'f_E');
    assert.ok(undo.holds(own));
    assert.ok(!undo.holds({ ...own, column: 'doing' }));
    assert.ok(!undo.holds({ ...own, heads: { ...own.heads, title: ['f_G'] } }));
    assert.ok(
      !undo.holds({
        ...own,
        comments: [{ id: 'f_C', text: 'Where?', by: 'bob', at: 1 }]
      })
    );
    assert.deepEqual(undo.command(after, own), {
      command: 'sprint_move',
      sprint: 's_1',
      task: 'f_E',
      column: 'out',
      before: null,
      seen: ['f_E']
    });
  });

  it('says again what a card said, unless somebody changed that since', () => {
    const board = sprint();
    const undo = undoEdit(board, 'f_A', { assignee: 'bob', title: 'New' });
    assert.ok(undo);
    const now = { ...card(board, 'A'), assignee: 'bob', title: 'New' };
    assert.ok(undo.holds(now));
    // A member is shown by their name, whatever was written.
    assert.ok(undo.holds({ ...now, assignee: 'Bob Brown', written: 'bob' }));
    assert.ok(!undo.holds({ ...now, title: 'Somebody else’s' }));
    const command = undo.command(board, now);
    assert.deepEqual('fields' in command && command.fields, {
      assignee: 'Ada',
      title: 'Task A'
    });
    assert.deepEqual('seen' in command && command.seen, ['a_A', 't_A']);
  });
});

describe('planning poker', () => {
  const round = (...amounts: (number | null)[]): Sprint['poker'][number] =>
    filled('PokerView', {
      estimates: amounts.map(estimate => ({ by: 'ada', estimate }))
    });

  it('proposes what most estimate, and of several the largest', () => {
    assert.equal(commonOf(round(3, 5, 3, null)), 3);
    assert.equal(commonOf(round(3, 5)), 5);
    assert.equal(commonOf(round(null)), null);
    assert.ok(deckOf('days').includes(1.5) && deckOf(null).includes(13));
  });
});

describe('a burndown', () => {
  const day = (left: number | null, ideal: number | null): object => ({
    day: '2026-12-01',
    left,
    scope: left === null ? null : 6,
    ideal
  });
  const burndown = (...days: object[]): Burndown =>
    filled('BurndownAnswer', { unit: 'points', days });

  it('is told in a sentence', () => {
    assert.equal(
      burndownSaid(burndown(day(6, 4), day(5, 2.5), day(null, 0))),
      'Burndown: 5 of 6 points left on 2026-12-01; that is 2.5 more than at an even pace.'
    );
    assert.equal(
      burndownSaid(burndown(day(1, 2.5))),
      'Burndown: 1 of 6 points left on 2026-12-01; that is 1.5 less than at an even pace.'
    );
    assert.equal(
      burndownSaid(burndown(day(1, null))),
      'Burndown: 1 of 6 points left on 2026-12-01.'
    );
    assert.equal(burndownSaid(burndown()), 'Burndown: nothing is recorded yet.');
  });

  it('draws days of which something is known, from the first to the last', () => {
    const { days } = burndown(day(6, 4), day(3, 2), day(null, 0));
    const left = pointsOf(days, 6, one => one.left);
    assert.equal(left.length, 2);
    assert.ok((left[0]?.y ?? 0) < (left[1]?.y ?? 0));
    assert.equal(pointsOf(days, 6, one => one.ideal).length, 3);
  });
});
