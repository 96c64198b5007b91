/** The figures that the team defined once: what computes each, whose it is, and whether it holds. */

import type { MetricView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { AreaChip, Badge, Button, Byline, Prose } from '../../ui/controls';
import { stateWord } from './words';

interface MetricsProps {
  all: readonly MetricView[];
  /** Bring an entry into sight. */
  onEntry: (id: string) => void;
}

export function Metrics({ all, onEntry }: MetricsProps): JSX.Element | null {
  if (all.length === 0) {
    return null;
  }
  return (
    <details className="cg-fold cg-metrics" data-testid="cg-metrics">
      <summary>{trans.__('Metrics: %1', all.length)}</summary>
      <ul>
        {all.map(one => (
          <li key={one.id} data-testid="cg-metric">
            <div className="cg-row">
              <Button
                label={one.name}
                title={trans.__('Show it among the entries')}
                testId="cg-metric-entry"
                onClick={() => onEntry(one.id)}
              />
              {one.area !== null && <AreaChip name={one.area} />}
              {one.state !== 'accepted' && (
                <Badge look="proposed">{stateWord(one.state)}</Badge>
              )}
            </div>
            <code className="cg-metric-formula">
              {one.name} = {one.expression}
            </code>
            {one.says !== '' && <Prose text={one.says} />}
            <Byline username={one.by} at={one.at} />
          </li>
        ))}
      </ul>
    </details>
  );
}
