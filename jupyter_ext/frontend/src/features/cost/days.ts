/** What was spent by day, out of what the server tells of each member and day. Pure. */

import type { BudgetView, CostAnswer, CostLineView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { money } from '../../ui/format';

/** Milliseconds of a day. */
const DAY = 86_400_000;

/** What was spent on one day; `day` is its midnight (UTC). */
export interface SpentDay {
  readonly day: number;
  readonly cost: number;
  readonly turns: number;
}

/** The last days, oldest first, those without any question too. */
export function lastDays(answer: CostAnswer, count: number): SpentDay[] {
  return Array.from({ length: count }, (_, at) => {
    const day = answer.today - (count - 1 - at) * DAY;
    const lines = answer.lines.filter(line => line.day === day);
    return { day, cost: sumOf(lines), turns: turnsOf(lines) };
  });
}

/** What was spent today, as far as one sees it. */
export function spentToday(answer: CostAnswer): number {
  return sumOf(answer.lines.filter(line => line.day === answer.today));
}

/** The budgets of today of which nothing is left. */
export function usedUp(answer: CostAnswer): readonly BudgetView[] {
  return answer.budgets.filter(budget => budget.used_up);
}

/** A day as it is written, in UTC. */
export function dayName(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** What a screen reader is told of the picture; the table beside it says the rest. */
export function chartSaid(days: readonly SpentDay[]): string {
  const all = days.reduce((sum, { cost }) => sum + cost, 0);
  const most = days.reduce((a, b) => (b.cost > a.cost ? b : a));
  return trans.__(
    '%1 in %2 days, most of it on %3: %4',
    money(all),
    days.length,
    dayName(most.day),
    money(most.cost)
  );
}

function sumOf(lines: readonly CostLineView[]): number {
  return lines.reduce((sum, line) => sum + (line.cost ?? 0), 0);
}

function turnsOf(lines: readonly CostLineView[]): number {
  return lines.reduce((sum, line) => sum + line.turns, 0);
}
