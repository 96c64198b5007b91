/** The burndown of a sprint: a line of what was left, one of an even pace, and the same as a table. */

import { useEffect, useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { attempt, PENDING } from '../../api/problem';
import { trans } from '../../core/trans';
import { Loaded } from '../../ui/states';
import type { Point } from './chart';
import { burndownSaid, EDGE, HEIGHT, pointsOf, WIDTH } from './chart';
import type { Burndown, Sprint } from './wire';

/** Fetches the days whenever the sprint is another one. */
export function BurndownPart(props: {
  sprint: Sprint;
  load: () => Promise<Burndown>;
}): JSX.Element {
  const { sprint } = props;
  const load = useRef(props.load);
  load.current = props.load;
  const [found, setFound] = useState<Loadable<Burndown>>(PENDING);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    void attempt(load.current).then(answer => {
      if (current) {
        setFound(answer);
      }
    });
    return () => {
      current = false;
    };
  }, [sprint, tries]);
  return (
    <div role="group" className="cg-burndown" aria-label={trans.__('Burndown')}>
      <Loaded
        of={found}
        what={trans.__('the burndown')}
        retry={() => setTries(tries + 1)}
      >
        {burndown => <BurndownView burndown={burndown} />}
      </Loaded>
    </div>
  );
}

export function BurndownView({ burndown }: { burndown: Burndown }): JSX.Element {
  const { days } = burndown;
  return (
    <div className="cg-burndown-view" data-testid="cg-burndown">
      <figure>
        <Chart burndown={burndown} />
        <figcaption className="cg-muted">
          {trans.__(
            'Solid: what was left. Dashed: an even pace. Days are those of UTC.'
          )}
        </figcaption>
      </figure>
      <div
        className="cg-burndown-table"
        // It scrolls, so keys have to reach it.
        tabIndex={0}
        role="group"
        aria-label={trans.__('The burndown as a table')}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{trans.__('Day')}</th>
              <th scope="col">{trans.__('Left')}</th>
              <th scope="col">{trans.__('Of')}</th>
              <th scope="col">{trans.__('Even pace')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(day => (
              <tr key={day.day}>
                <th scope="row">{day.day}</th>
                <td>{day.left}</td>
                <td>{day.scope}</td>
                <td>{day.ideal}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Chart({ burndown }: { burndown: Burndown }): JSX.Element {
  const { days } = burndown;
  const most = Math.max(1, ...days.map(({ scope, ideal }) => scope ?? ideal ?? 0));
  const left = pointsOf(days, most, day => day.left);
  const even = pointsOf(days, most, day => day.ideal);
  const floor = HEIGHT - EDGE.bottom;
  const line = (points: readonly Point[]): string =>
    points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return (
    <svg
      className="cg-burndown-chart"
      role="img"
      aria-label={burndownSaid(burndown)}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      {[0, most / 2, most].map(amount => {
        const y = EDGE.top + (floor - EDGE.top) * (1 - amount / most);
        return (
          <g key={amount}>
            <line
              className="cg-burndown-grid"
              x1={EDGE.left}
              x2={WIDTH - EDGE.right}
              y1={y}
              y2={y}
            />
            <text x={EDGE.left - 4} y={y + 4} textAnchor="end">
              {Math.round(amount * 10) / 10}
            </text>
          </g>
        );
      })}
      <text x={EDGE.left} y={HEIGHT - 6}>
        {days[0]?.day}
      </text>
      <text x={WIDTH - EDGE.right} y={HEIGHT - 6} textAnchor="end">
        {days.length > 1 ? days.at(-1)?.day : ''}
      </text>
      <polyline className="cg-burndown-even" points={line(even)} />
      <polyline className="cg-burndown-left" points={line(left)} />
      {left.map(({ x, y }) => (
        <circle key={x} className="cg-burndown-day" cx={x} cy={y} r={2.5} />
      ))}
    </svg>
  );
}
