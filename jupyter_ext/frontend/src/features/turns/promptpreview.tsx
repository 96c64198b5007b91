/**
 * What the AI would get for a question of this member's, part by part, before anything is asked. It is
 * fetched when it is opened, and nobody else is shown it.
 */

import { refreshIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import type { Loadable } from '../../api/problem';
import { attempt, PENDING } from '../../api/problem';
import type { PromptAnswer, PromptPartView } from '../../api/wire/types';
import type { Visibility } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Choice } from '../../ui/fields';
import { Loaded } from '../../ui/states';
import { QUESTION } from './question';

export type FetchPrompt = (
  question: string,
  visibility: Visibility
) => Promise<PromptAnswer>;

export function PromptPreview(props: { onFetch: FetchPrompt }): JSX.Element {
  const question = useDraft<string>(QUESTION, '').value;
  const [visibility, setVisibility] = useState<Visibility>('private');
  const [prompt, setPrompt] = useState<Loadable<PromptAnswer> | null>(null);
  const look = (wanted: Visibility): void => {
    setPrompt(PENDING);
    void attempt(() => props.onFetch(question, wanted)).then(setPrompt);
  };
  return (
    <details
      className="cg-prompt"
      data-testid="cg-prompt"
      onToggle={event => {
        if (event.currentTarget.open && prompt === null) {
          look(visibility);
        }
      }}
    >
      <summary>{trans.__('What the AI gets')}</summary>
      <Choice
        label={trans.__('For the question above')}
        value={visibility}
        choices={[
          ['private', trans.__('asked privately')],
          ['shared', trans.__('asked in a notebook')]
        ]}
        testId="cg-prompt-visibility"
        onChange={chosen => {
          const wanted = chosen === 'shared' ? 'shared' : 'private';
          setVisibility(wanted);
          look(wanted);
        }}
      />
      {prompt !== null && (
        <Loaded
          of={prompt}
          what={trans.__('what the AI gets')}
          retry={() => look(visibility)}
        >
          {found => <Parts prompt={found} />}
        </Loaded>
      )}
      <Button
        label={trans.__('Look again')}
        icon={refreshIcon}
        testId="cg-prompt-again"
        onClick={() => look(visibility)}
      />
    </details>
  );
}

function Parts({ prompt }: { prompt: PromptAnswer }): JSX.Element {
  const tokens = prompt.parts.reduce((sum, part) => sum + part.tokens, 0);
  return (
    <>
      <p className="cg-hint" data-testid="cg-prompt-sum">
        {trans.__('About %1 tokens for %2.', tokens.toLocaleString(), prompt.model)}{' '}
        {prompt.tools.length > 0 &&
          trans.__('Tools it may ask for: %1.', prompt.tools.join(', '))}
      </p>
      <ol className="cg-prompt-parts">
        {prompt.parts.map(part => (
          <li key={part.name} data-testid="cg-prompt-part" data-part={part.name}>
            <details>
              <summary>
                {nameOf(part)}{' '}
                <span className="cg-muted">
                  {trans.__('%1 tokens', part.tokens.toLocaleString())}
                </span>
              </summary>
              <pre tabIndex={0}>{part.text}</pre>
            </details>
          </li>
        ))}
      </ol>
    </>
  );
}

function nameOf(part: PromptPartView): string {
  switch (part.name) {
    case 'product':
      return trans.__('What the AI is told of its part; the same for all');
    case 'always':
      return trans.__('What always holds; the same for all');
    case 'context':
      return trans.__('Entries that concern the question');
    case 'yours':
      return trans.__('Beside it: cells, notes, briefing, skills, what you prefer');
    case 'question':
      return trans.__('The question');
  }
}
