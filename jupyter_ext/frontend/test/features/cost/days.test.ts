import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CostAnswer, CostLineView } from '../../../src/api/wire/types';
import { chartSaid, lastDays, spentToday } from '../../../src/features/cost/days';

const DAY = 86_400_000;

function line(day: number, who: string, cost: number | null): CostLineView {
  const tokens = { tokens_in: 1, tokens_out: 1, tokens_cached: 0 };
  return { day: day * DAY, who, turns: 2, cost, saved: null, purpose: null, ...tokens };
}

const ANSWER: CostAnswer = {
  today: 10 * DAY,
  team: null,
  each: null,
  shown: 'sum',
  lines: [
    line(10, 'ann', 0.5),
    line(10, '', 1),
    line(8, 'ann', 4),
    line(10, 'x', null)
  ],
  budgets: []
};

describe('what was spent by day', () => {
  it('adds up what members used, and has a day for each', () => {
    const days = lastDays(ANSWER, 3);
    assert.deepEqual(
      days.map(({ day, cost, turns }) => [day / DAY, cost, turns]),
      [
        [8, 4, 2],
        [9, 0, 0],
        [10, 1.5, 6]
      ]
    );
    assert.equal(spentToday(ANSWER), 1.5);
  });

  it('is told in a sentence beside the picture', () => {
    assert.equal(
      chartSaid(lastDays(ANSWER, 3)),
      '$5.500 in 3 days, most of it on 1970-01-09: $4.000'
    );
  });
});
