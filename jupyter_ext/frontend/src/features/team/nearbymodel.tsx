/** Asks the context owner, once, whether a server of models on this machine is to answer the team. */

import { useState } from 'react';
import { Problem } from '../../api/problem';
import type { NearbyAnswer } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { Choice } from '../../ui/fields';
import { Banner, ProblemNote } from '../../ui/states';

/** A model of one of the servers; `no`: none of them is to answer. */
export type NearbyChoice = NearbyAnswer['chosen'] | 'no';

export interface NearbyProps {
  found: NearbyAnswer;
  /** Ask though it was decided before. */
  again: boolean;
  choose: (choice: NearbyChoice) => Promise<void>;
  leave: () => void;
}

export function NearbyOffer(props: NearbyProps): JSX.Element | null {
  const { found, again } = props;
  if (found.fixed || (!again && (found.asked || found.servers.length === 0))) {
    return null;
  }
  return (
    <Banner look="info" testId="cg-nearby">
      {found.servers.length === 0 ? <NobodyFound {...props} /> : <Offer {...props} />}
    </Banner>
  );
}

function Offer(props: NearbyProps): JSX.Element {
  const { found } = props;
  const models = found.servers.flatMap(server =>
    server.models.map(model => ({ program: server.program, url: server.url, model }))
  );
  const chosen = models.findIndex(
    one => one.url === found.chosen?.url && one.model === found.chosen.model
  );
  const [at, setAt] = useState(Math.max(chosen, 0));
  const programs = found.servers.map(server => server.program).join(', ');
  const picked = models[at];
  return (
    <>
      <p>
        {trans.__(
          '%1 answers on the server’s machine. Is it to answer this team? Questions, and the team’s context with them, then go to that program. Nothing was sent to it so far.',
          programs
        )}
      </p>
      {models.length > 0 && (
        <Choice
          label={trans.__('Model')}
          value={String(at)}
          choices={models.map((one, index) => [
            String(index),
            found.servers.length > 1 ? `${one.model} (${one.program})` : one.model
          ])}
          testId="cg-nearby-model"
          onChange={value => setAt(Number(value))}
        />
      )}
      <Deciding
        {...props}
        use={picked === undefined ? null : picked}
        no={trans.__('No, don’t ask again')}
      />
    </>
  );
}

function NobodyFound(props: NearbyProps): JSX.Element {
  return (
    <>
      <p>
        {trans.__(
          'No server of models that is known answers on the server’s machine just now.'
        )}
      </p>
      <Deciding {...props} use={null} no={trans.__('Use none')} />
    </>
  );
}

function Deciding(
  props: NearbyProps & { use: NearbyAnswer['chosen']; no: string }
): JSX.Element {
  const [problem, setProblem] = useState<Problem | null>(null);
  const decide = (choice: NearbyChoice): void => {
    setProblem(null);
    props.choose(choice).catch((reason: unknown) => setProblem(Problem.of(reason)));
  };
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      <div className="cg-row">
        {props.use !== null && (
          <Button
            label={trans.__('Use it')}
            look="accept"
            testId="cg-nearby-use"
            onClick={() => decide(props.use)}
          />
        )}
        <Button label={props.no} testId="cg-nearby-no" onClick={() => decide('no')} />
        {props.again && (
          <Button
            label={trans.__('Cancel')}
            testId="cg-nearby-cancel"
            onClick={props.leave}
          />
        )}
      </div>
    </>
  );
}
