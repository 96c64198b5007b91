/** Findings: what was found, by area and state, two side by side where somebody compares them. */

import { useState } from 'react';
import type { Loadable } from '../../api/problem';
import type { FindingsAnswer } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { HeldSelect } from '../../ui/controls';
import { Empty, Loaded } from '../../ui/states';
import type { FindingActions } from './findingcard';
import { FindingCard, FindingHead, FindingShown } from './findingcard';
import { Metrics } from './metrics';
import type { Finding } from './model';
import type { Show } from './words';
import { areasIn, chosen, showLabel, SHOWS } from './words';

/** What begins a finding, in a cell below the result. */
export const SHARES = '%cg finding "…"';

interface TabProps extends FindingActions {
  findings: Loadable<FindingsAnswer>;
  you: string;
  onRetry: () => void;
}

export function FindingsTab(props: TabProps): JSX.Element {
  return (
    <Loaded of={props.findings} what={trans.__('the findings')} retry={props.onRetry}>
      {({ findings, metrics }) => (
        <>
          <Metrics all={metrics} onEntry={props.onEntry} />
          {findings.length === 0 ? (
            <Empty title={trans.__('No findings yet')}>
              {trans.__(
                'Run %1 below a result in a notebook, or press “Share as a Finding” at its cell: what made it is noted by itself.',
                SHARES
              )}
            </Empty>
          ) : (
            <Gallery {...props} all={findings} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Gallery(props: TabProps & { all: readonly Finding[] }): JSX.Element {
  const { all } = props;
  const [show, setShow] = useState<Show>('all');
  const [area, setArea] = useState('');
  const [pair, setPair] = useState<readonly string[]>([]);
  const shown = chosen(all, show, area, props.you);
  const sides = pair.flatMap(id => all.filter(one => one.id === id));
  const toggle = (id: string): void =>
    setPair(
      pair.includes(id) ? pair.filter(one => one !== id) : [...pair, id].slice(-2)
    );
  return (
    <>
      <div className="cg-row cg-finding-filters">
        <HeldSelect
          aria-label={trans.__('Which findings')}
          value={show}
          data-testid="cg-finding-show"
          onChange={({ target }) =>
            setShow(SHOWS.find(one => one === target.value) ?? 'all')
          }
        >
          {SHOWS.map(one => (
            <option key={one} value={one}>
              {showLabel(one)}
            </option>
          ))}
        </HeldSelect>
        {areasIn(all).length > 0 && (
          <HeldSelect
            aria-label={trans.__('Area')}
            value={area}
            data-testid="cg-finding-area"
            onChange={({ target }) => setArea(target.value)}
          >
            <option value="">{trans.__('All areas')}</option>
            {areasIn(all).map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </HeldSelect>
        )}
      </div>
      {sides.length === 2 && <Sides of={sides} pictureOf={props.pictureOf} />}
      {shown.length === 0 && <Empty title={trans.__('No finding is like that')} />}
      <div className="cg-finding-list">
        {shown.map(one => (
          <FindingCard
            key={one.id}
            {...props}
            finding={one}
            compared={pair.includes(one.id)}
            onCompare={() => toggle(one.id)}
          />
        ))}
      </div>
    </>
  );
}

function Sides(props: {
  of: readonly Finding[];
  pictureOf: FindingActions['pictureOf'];
}): JSX.Element {
  return (
    <section
      className="cg-compared"
      aria-label={trans.__('Two findings side by side')}
      data-testid="cg-finding-sides"
    >
      {props.of.map(one => (
        <div key={one.id} className="cg-compared-answer">
          <FindingHead finding={one} />
          <FindingShown finding={one} pictureOf={props.pictureOf} />
        </div>
      ))}
    </section>
  );
}
