/** The phases of a session, which one it is, and how long it still goes on. */

import { useState } from 'react';
import { trans } from '../../core/trans';
import { Button, HeldButton } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { ProblemNote } from '../../ui/states';
import { phaseName } from './headings';
import { useDoing } from './parts';
import type { Comparison } from './wire';
import { timeLeft } from './words';

const MINUTES = [5, 10, 15, 25] as const;

export function PhaseBar(props: {
  comparison: Comparison;
  contribute: boolean;
  onTurn: (phase: string, minutes: number | null) => Promise<void>;
}): JSX.Element {
  const { phase, phases } = props.comparison;
  const { now } = useEnv();
  const [minutes, setMinutes] = useState<number | null>(null);
  const doing = useDoing();
  const turn = (name: string): void => {
    void doing
      .run(() => props.onTurn(name, minutes))
      .then(turned => turned && setMinutes(null));
  };
  const left = phase.ends === null ? null : timeLeft(phase.ends, now);
  const at = phases.indexOf(phase.name);
  const next = phases[at + 1];
  return (
    <div className="cg-phases" data-testid="cg-phases" data-phase={phase.name}>
      <ol aria-label={trans.__('Phases')}>
        {phases.map((name, index) => (
          <li
            key={name}
            className={index < at ? 'cg-mod-past' : undefined}
            aria-current={name === phase.name ? 'step' : undefined}
          >
            {props.contribute && name !== phase.name ? (
              <HeldButton
                data-testid="cg-phase"
                title={trans.__('Go to “%1”', phaseName(name))}
                disabled={doing.busy}
                onClick={() => turn(name)}
              >
                {phaseName(name)}
              </HeldButton>
            ) : (
              <span>{phaseName(name)}</span>
            )}
          </li>
        ))}
      </ol>
      {left !== null && (
        <span
          className={`cg-timer${left.over ? ' cg-mod-over' : ''}`}
          role="timer"
          data-testid="cg-timer"
        >
          {left.text}
        </span>
      )}
      <span className="cg-spring" />
      {props.contribute && (
        <span className="cg-row">
          <label className="cg-inline">
            <span>{trans.__('Timer')}</span>
            <select
              aria-label={trans.__('Minutes for the phase')}
              value={minutes ?? ''}
              onChange={event => setMinutes(Number(event.currentTarget.value) || null)}
            >
              <option value="">{trans.__('none')}</option>
              {MINUTES.map(count => (
                <option key={count} value={count}>
                  {trans.__('%1 min', count)}
                </option>
              ))}
            </select>
          </label>
          {minutes !== null && (
            <Button
              label={trans.__('Start')}
              title={trans._n(
                'Give “%2” %1 minute from now',
                'Give “%2” %1 minutes from now',
                minutes,
                phaseName(phase.name)
              )}
              testId="cg-phase-timer"
              disabled={doing.busy}
              onClick={() => turn(phase.name)}
            />
          )}
          {next !== undefined && (
            <Button
              label={trans.__('Go to “%1”', phaseName(next))}
              testId="cg-phase-next"
              disabled={doing.busy}
              onClick={() => turn(next)}
            />
          )}
        </span>
      )}
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </div>
  );
}
