/** For when the server's own files are gone: a button by which an admin has it write all that it holds. */

import { useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { Coded, ProblemNote } from '../../ui/states';
import type { Rescue } from './wire';

type Stage =
  | { tag: 'offered' | 'writing' }
  | { tag: 'written'; found: Rescue }
  | { tag: 'failed'; problem: Problem };

export function RescueButton(props: { rescue: () => Promise<Rescue> }): JSX.Element {
  const [stage, setStage] = useState<Stage>({ tag: 'offered' });
  const write = (): void => {
    if (stage.tag === 'writing') {
      return;
    }
    setStage({ tag: 'writing' });
    props.rescue().then(
      found => setStage({ tag: 'written', found }),
      (reason: unknown) => setStage({ tag: 'failed', problem: Problem.of(reason) })
    );
  };
  if (stage.tag === 'written') {
    return <Written file={stage.found.file} />;
  }
  return (
    <>
      {stage.tag === 'failed' && <ProblemNote problem={stage.problem} />}
      <Button
        label={
          stage.tag === 'writing' ? trans.__('Saving…') : trans.__('Save a copy now')
        }
        testId="cg-rescue"
        onClick={write}
      />
    </>
  );
}

/** In the place of the button it gets its focus, too. */
function Written(props: { file: string }): JSX.Element {
  return (
    <p tabIndex={-1} data-testid="cg-rescued">
      <Coded
        text={trans.__(
          'All that the server holds is saved on its machine. Stop the server, then: `commonground restore %1`',
          props.file
        )}
      />
    </p>
  );
}
