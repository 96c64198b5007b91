/** All that the AI suggests to keep, above the review queue: from answers and threads, and what is not to come again. */

import { searchIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';
import type { Loadable } from '../../api/problem';
import { Problem } from '../../api/problem';
import type {
  SuggestionsAnswer,
  SuggestionView,
  SweepAnswer
} from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { Loaded, ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { SuggestionActions } from './strip';
import { Suggestions } from './strip';

export function SuggestionsSection(props: {
  suggestions: Loadable<SuggestionsAnswer>;
  contribute: boolean;
  actions: SuggestionActions;
  /** Throws a Problem. */
  onSweep: () => Promise<SweepAnswer>;
  onRetry: () => void;
}): JSX.Element {
  const { suggestions } = props;
  const items = suggestions.tag === 'ready' ? suggestions.value.suggestions : [];
  const open = items.filter(({ state }) => state === 'open');
  return (
    <details className="cg-fold" data-testid="cg-suggested">
      <summary>{trans.__('Suggested by the AI: %1', open.length)}</summary>
      <Loaded of={suggestions} what={trans.__('the suggestions')} retry={props.onRetry}>
        {answer => (
          <>
            <p className="cg-hint" data-testid="cg-suggested-hint">
              {hintOf(answer)}
            </p>
            {props.contribute && (
              <>
                <Suggestions items={open} actions={props.actions} />
                {answer.daily > 0 && <Sweep onSweep={props.onSweep} />}
              </>
            )}
            <Never
              items={answer.suggestions.filter(({ state }) => state === 'never')}
              contribute={props.contribute}
              actions={props.actions}
            />
          </>
        )}
      </Loaded>
    </details>
  );
}

function hintOf({ daily, days, why }: SuggestionsAnswer): string {
  if (daily === 0) {
    return trans.__('The context owner switched suggestions off (People).');
  }
  const most = trans._n(
    'At most %1 suggestion a day.',
    'At most %1 suggestions a day.',
    daily
  );
  const sweep =
    days === 0
      ? ''
      : trans._n(
          'Threads are looked through every day.',
          'Threads are looked through every %1 days.',
          days
        );
  return [most, sweep, why].filter(part => part !== '').join(' ');
}

function Sweep(props: { onSweep: () => Promise<SweepAnswer> }): JSX.Element {
  const { busy, problem, run } = useWork();
  const [said, setSaid] = useState('');
  const sweep = (): void => {
    setSaid('');
    run(props.onSweep().then(found => setSaid(sweptOf(found))));
  };
  return (
    <>
      <div className="cg-actions cg-mod-quiet">
        <Button
          label={busy ? trans.__('Looking…') : trans.__('Look through threads')}
          icon={searchIcon}
          disabled={busy}
          title={trans.__('What was settled in the threads of the last days?')}
          testId="cg-sweep"
          onClick={sweep}
        />
      </div>
      <p className="cg-hint" role="status" data-testid="cg-sweep-said">
        {said}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}

function sweptOf(found: SweepAnswer): string {
  const threads = trans._n(
    'Looked through %1 thread.',
    'Looked through %1 threads.',
    found.threads
  );
  const made = trans._n('%1 suggestion.', '%1 suggestions.', found.made);
  const untrue =
    found.untrue === 0
      ? ''
      : trans._n(
          '%1 named words that stand nowhere, and was dropped.',
          '%1 named words that stand nowhere, and were dropped.',
          found.untrue
        );
  return [threads, made, untrue].filter(part => part !== '').join(' ');
}

/** What is not to be suggested again, each with the way back. */
function Never(props: {
  items: readonly SuggestionView[];
  contribute: boolean;
  actions: SuggestionActions;
}): JSX.Element | null {
  const { items, actions } = props;
  const [problem, setProblem] = useState<Problem | null>(null);
  return items.length === 0 ? null : (
    <details data-testid="cg-never">
      <summary>{trans.__('Not suggested again: %1', items.length)}</summary>
      <ul className="cg-learned-list">
        {items.map(one => (
          <li key={one.id} className="cg-row">
            <span>{one.title}</span>{' '}
            <span className="cg-muted">{actions.nameOf(one.by)}</span>
            {props.contribute && (
              <Button
                label={trans.__('Allow again')}
                testId="cg-never-undo"
                onClick={() => {
                  setProblem(null);
                  actions
                    .onDecide(one.id, 'again')
                    .catch((error: unknown) => setProblem(Problem.of(error)));
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {problem !== null && <ProblemNote problem={problem} />}
    </details>
  );
}
