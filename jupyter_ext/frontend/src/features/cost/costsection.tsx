/** What the team's questions cost: today in a line, and by day as a picture and a table. */

import type { Loadable } from '../../api/problem';
import type { BudgetView, CostAnswer, CostLineView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { useEnv } from '../../ui/env';
import { money } from '../../ui/format';
import { Loaded } from '../../ui/states';
import type { SpentDay } from './days';
import { chartSaid, dayName, lastDays, spentToday } from './days';

const DAYS = 14;
/** Units of the picture. */
const WIDTH = 280;
const HEIGHT = 80;
const GAP = 4;

export function CostSection(props: {
  cost: Loadable<CostAnswer>;
  onRetry: () => void;
}): JSX.Element {
  const { cost } = props;
  const today = cost.tag === 'ready' ? money(spentToday(cost.value)) : '…';
  return (
    <details className="cg-cost" data-testid="cg-cost">
      <summary>{trans.__('Cost: %1 today', today)}</summary>
      <Loaded of={cost} what={trans.__('the cost')} retry={props.onRetry}>
        {answer => <Cost answer={answer} />}
      </Loaded>
    </details>
  );
}

function Cost({ answer }: { answer: CostAnswer }): JSX.Element {
  const days = lastDays(answer, DAYS);
  return (
    <>
      {answer.budgets.map(budget => (
        <BudgetLine key={budget.who ?? ''} budget={budget} />
      ))}
      {answer.lines.length === 0 ? (
        <p className="cg-muted">
          {trans.__('Nobody asked the AI anything in the last %1 days.', DAYS)}
        </p>
      ) : (
        <>
          <figure>
            <Chart days={days} />
            <figcaption className="cg-muted">
              {trans.__('US dollars a day. Days are those of UTC.')}
            </figcaption>
          </figure>
          <CostTable answer={answer} />
        </>
      )}
      <p className="cg-hint">{shownHint(answer)}</p>
    </>
  );
}

function BudgetLine({ budget }: { budget: BudgetView }): JSX.Element {
  const { person } = useEnv();
  const left = [money(budget.spent), money(budget.limit)] as const;
  const said =
    budget.who === null
      ? trans.__('The team’s budget today: %1 of %2', ...left)
      : trans.__(
          'Budget of %1 today: %2 of %3',
          person(budget.who).display_name,
          ...left
        );
  return (
    <p className={budget.used_up ? 'cg-hint cg-mod-warn' : 'cg-hint'}>
      {budget.used_up ? trans.__('%1. Questions are refused.', said) : said}
    </p>
  );
}

function Chart({ days }: { days: readonly SpentDay[] }): JSX.Element {
  const most = Math.max(...days.map(({ cost }) => cost), Number.MIN_VALUE);
  const step = WIDTH / days.length;
  return (
    <svg
      className="cg-cost-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={chartSaid(days)}
      data-testid="cg-cost-chart"
    >
      {days.map(({ day, cost }, at) => {
        const height = (cost / most) * (HEIGHT - 1);
        return (
          <rect
            key={day}
            x={at * step + GAP / 2}
            y={HEIGHT - 1 - height}
            width={step - GAP}
            height={height}
          >
            <title>{`${dayName(day)}: ${money(cost)}`}</title>
          </rect>
        );
      })}
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
    </svg>
  );
}

function CostTable({ answer }: { answer: CostAnswer }): JSX.Element {
  const { person } = useEnv();
  return (
    <div
      className="cg-cost-table"
      // It scrolls, so keys have to reach it.
      tabIndex={0}
      role="group"
      aria-label={trans.__('The cost as a table')}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{trans.__('Day')}</th>
            <th scope="col">{trans.__('Who')}</th>
            <th scope="col">{trans.__('Questions')}</th>
            <th scope="col">{trans.__('Cost')}</th>
            <th scope="col">{trans.__('Saved')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.lines.map(line => (
            <tr key={`${line.day} ${line.who} ${line.purpose ?? ''}`}>
              <th scope="row">{dayName(line.day)}</th>
              <td>
                {line.who !== ''
                  ? person(line.who).display_name
                  : line.purpose === null
                    ? trans.__('others')
                    : trans.__('the server itself')}
                {line.purpose !== null && (
                  <span className="cg-muted">{` ${purposeOf(line.purpose)}`}</span>
                )}
              </td>
              <td>{line.turns}</td>
              <td>{money(line.cost)}</td>
              <td>{money(line.saved)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the server asked for, beside members’ own questions. */
function purposeOf(purpose: NonNullable<CostLineView['purpose']>): string {
  switch (purpose) {
    case 'judge':
      return trans.__('looking for contradictions');
    case 'handoff':
      return trans.__('handoffs in words');
    case 'suggestion':
      return trans.__('suggestions after answers');
    case 'sweep':
      return trans.__('suggestions from threads');
    case 'summary':
      return trans.__('summaries');
    case 'probe':
      return trans.__('what the model can do');
  }
}

function shownHint(answer: CostAnswer): string {
  switch (answer.shown) {
    case 'own':
      return trans.__('Each member sees their own figures, the context owner all.');
    case 'sum':
      return trans.__(
        'Each member sees their own figures and the sum of the others’, the context owner all.'
      );
    case 'all':
      return trans.__('Every member sees all figures.');
  }
}
