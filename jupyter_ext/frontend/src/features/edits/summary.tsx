/** Below an answer: what it proposes to change, what became of each, and how to take it back. */

import { undoIcon } from '@jupyterlab/ui-components';
import { useEffect, useState } from 'react';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { EditsModel } from './model';
import { fateOf, shortDeedOf } from './words';

export function EditsSummary(props: {
  turn: string;
  edits: EditsModel;
  nameOf: (username: string) => string;
  contribute: () => boolean;
}): JSX.Element | null {
  const { edits, turn } = props;
  const [, drawAgain] = useState(0);
  const { busy, problem, run } = useWork();
  useEffect(() => {
    const draw = (): void => drawAgain(times => times + 1);
    edits.changed.connect(draw);
    return () => void edits.changed.disconnect(draw);
  }, [edits]);
  const proposal = edits.ofTurn(turn);
  if (proposal === null) {
    return null;
  }
  const undo = (): void => {
    run(edits.undo(proposal));
  };
  const accepted = proposal.edits.some(({ status }) => status === 'accepted');
  return (
    <div className="cg-proposal" data-testid="cg-edits-summary">
      <ul
        className="cg-edit-fates"
        aria-label={trans.__('Changes that the AI proposes')}
      >
        {proposal.edits.map(edit => (
          <li key={edit.key} data-status={edit.status}>
            {shortDeedOf(edit)}:{' '}
            <span className="cg-muted">
              {[
                edit.status === 'open' ? trans.__('waits beside its cell') : '',
                fateOf(edit, props.nameOf)
              ]
                .filter(text => text !== '')
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {accepted && props.contribute() && (
        <Button
          label={trans.__('Undo what was accepted')}
          icon={undoIcon}
          disabled={busy}
          testId="cg-edits-undo"
          onClick={undo}
        />
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
