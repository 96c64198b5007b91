/** What rests on a finding: entries and messages that name it, each with how it stands. */

import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';
import type { Finding } from './model';
import { restingWord } from './words';

interface RestingProps {
  finding: Finding;
  /** Bring an entry or a message into sight. */
  onThing: (id: string) => void;
}

export function Resting({ finding, onThing }: RestingProps): JSX.Element | null {
  const { resting } = finding;
  if (resting.length === 0) {
    return null;
  }
  return (
    <details className="cg-fold" data-testid="cg-finding-resting">
      <summary>{trans.__('What rests on it: %1', resting.length)}</summary>
      <ul className="cg-finding-resting">
        {resting.map(({ id, kind, title, state }) => (
          <li key={id} className="cg-row">
            <Badge
              look={state === 'accepted' || state === 'ended' ? 'plain' : 'proposed'}
            >
              {restingWord(kind, state)}
            </Badge>
            <Button
              label={title}
              testId="cg-finding-rests"
              onClick={() => onThing(id)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
