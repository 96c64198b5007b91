/** Messages that an answer proposes, and the step in which a person makes one their own. */

import { editIcon } from '@jupyterlab/ui-components';
import type { Turn } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import type { Letter } from './letters';
import { KIND_NAMES } from './message';
import { proposalsIn } from './proposals';

/** Nothing is sent here: the form opens with the text, and whoever sends it is its author. */
export function Proposed(props: {
  turn: Turn;
  onWrite: (letter: Partial<Letter>) => void;
}): JSX.Element | null {
  const { turn } = props;
  const known = useEnv().answer(turn.id);
  const found =
    turn.status === 'streaming' || known.tag !== 'ready' ? [] : proposalsIn(known.text);
  if (found.length === 0) {
    return null;
  }
  return (
    <ul className="cg-proposals" aria-label={trans.__('Messages that the AI proposes')}>
      {found.map((proposal, at) => (
        <li key={at} className="cg-row" data-testid="cg-proposal">
          <Badge look="proposed">{KIND_NAMES[proposal.kind]}</Badge>
          <span className="cg-constraint">
            {proposal.to.join(', ')} <strong>{proposal.title}</strong>
          </span>
          <Button
            label={trans.__('Review and send…')}
            icon={editIcon}
            title={trans.__(
              'The AI sends nothing: you read it, change it, and send it as yours'
            )}
            testId="cg-use-proposal"
            onClick={() => {
              const { kind, to, title, body } = proposal;
              props.onWrite({
                kind,
                to,
                title,
                turn: turn.id,
                ...(kind === 'handoff' ? { left: body } : { body })
              });
            }}
          />
        </li>
      ))}
    </ul>
  );
}
