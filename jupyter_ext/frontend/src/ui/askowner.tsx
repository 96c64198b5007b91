/** Below a text that was kept back: ask the owner to allow it, with a word why it is no secret. */

import { createContext, useContext, useId, useState } from 'react';
import type { KeptBack } from '../api/problem';
import { Problem } from '../api/problem';
import { trans } from '../core/trans';
import { Button } from './controls';

/** Sends the request; whoever may allow it does so at once. Throws a Problem. */
export interface OwnerAsked {
  readonly judge: boolean;
  readonly ask: (kept: readonly KeptBack[], why: string) => Promise<void>;
}

const AskedContext = createContext<OwnerAsked | null>(null);

export const OwnerProvider = AskedContext.Provider;

export function AskOwner(props: { kept: readonly KeptBack[] }): JSX.Element | null {
  const owner = useContext(AskedContext);
  const [why, setWhy] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  if (owner === null || props.kept.length === 0) {
    return null;
  }
  if (state === 'done') {
    return (
      <p className="cg-hint" role="status" data-testid="cg-owner-asked">
        {owner.judge
          ? trans.__('It may be shared now: send it again.')
          : trans.__('The owner is asked. You are told here and in your Inbox.')}
      </p>
    );
  }
  const send = async (): Promise<void> => {
    setState('busy');
    setProblem(null);
    try {
      await owner.ask(props.kept, why);
      setState('done');
    } catch (error) {
      setProblem(Problem.of(error).message);
      setState('idle');
    }
  };
  // No form: it may stand in one.
  return (
    <div className="cg-field cg-ask-owner">
      <label htmlFor={id}>{trans.__('Is it no secret? Say why')}</label>
      <input
        id={id}
        type="text"
        value={why}
        maxLength={500}
        autoComplete="off"
        placeholder={trans.__('a key from the provider’s documentation')}
        data-testid="cg-ask-owner-why"
        onChange={event => setWhy(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            event.preventDefault();
            event.stopPropagation();
            void send();
          }
        }}
      />
      {problem !== null && (
        <span className="cg-hint cg-mod-bad" role="alert">
          {problem}
        </span>
      )}
      <div className="cg-actions">
        <Button
          label={owner.judge ? trans.__('Allow it') : trans.__('Ask the owner')}
          disabled={state === 'busy'}
          testId="cg-ask-owner"
          onClick={() => void send()}
        />
      </div>
    </div>
  );
}
