/** Messages that an answer proposes, and the step in which a person makes one their own. */

import { editIcon } from '@jupyterlab/ui-components';
import type { Turn } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import type { Letter } from './letters';
import { KIND_NAMES } from './message';
import type { Proposal } from './proposals';
import { proposalsIn } from './proposals';

/** Those of a question's answer, once it has ended. */
export function Proposed(props: {
  turn: Turn;
  onWrite: (letter: Partial<Letter>) => void;
}): JSX.Element | null {
  const { turn } = props;
  const known = useEnv().answer(turn.id);
  return turn.status === 'streaming' || known.tag !== 'ready' ? null : (
    <Proposals text={known.text} turn={turn.id} onWrite={props.onWrite} />
  );
}

/** Nothing is sent here: the form opens with the text, and whoever sends it is its author. */
export function Proposals(props: {
  text: string;
  /** The question to the model; null where this server does not know it. */
  turn: string | null;
  onWrite: (letter: Partial<Letter>) => void;
}): JSX.Element | null {
  const found = proposalsIn(props.text);
  if (found.length === 0) {
    return null;
  }
  return (
    <ul className="cg-proposals" aria-label={trans.__('Messages that the AI proposes')}>
      {found.map((proposal, at) => (
        <li key={at} className="cg-proposal" data-testid="cg-proposal">
          <p>
            <Badge look="proposed">{KIND_NAMES[proposal.kind]}</Badge>{' '}
            <span className="cg-muted">{proposal.to.join(', ')}</span>{' '}
            <strong>{proposal.title}</strong>
          </p>
          {proposal.body !== '' && <p className="cg-said">{proposal.body}</p>}
          <Button
            label={trans.__('Review and send…')}
            icon={editIcon}
            title={trans.__(
              'The AI sends nothing: you read it, change it, and send it as yours'
            )}
            testId="cg-use-proposal"
            onClick={() => props.onWrite(letterOf(proposal, props.turn))}
          />
        </li>
      ))}
    </ul>
  );
}

function letterOf(proposal: Proposal, turn: string | null): Partial<Letter> {
  const { kind, to, title, body } = proposal;
  return { kind, to, title, turn, ...(kind === 'handoff' ? { left: body } : { body }) };
}
