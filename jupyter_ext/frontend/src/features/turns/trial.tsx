/** Try before you accept: one question with and without a proposed entry, and what changes in its answer. */

import { useEffect, useState } from 'react';
import type { Turn } from '../../api/wire/turn';
import type { Titles } from '../../core/titles';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { WordDiff } from '../../ui/difftext';
import { useDraft } from '../../ui/draft';
import { useEnv } from '../../ui/env';
import { Lines } from '../../ui/fields';
import { SettleForm } from '../../ui/forms';
import { money } from '../../ui/format';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { Shown } from './shown';
import { AnswerText } from './turncard';

/** Both questions, under way or answered. */
export interface TrialTurns {
  readonly without: string;
  readonly holding: string;
}

export interface TrialActions {
  /** Throws a Problem. */
  onTry: (entry: string, question: string) => Promise<TrialTurns>;
  turnOf: (id: string) => Turn | null;
  titles: Titles;
}

export function Trial(props: { entry: string; actions: TrialActions }): JSX.Element {
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useWork();
  const [trial, setTrial] = useState<TrialTurns | null>(null);
  const draft = useDraft<string>(`try ${props.entry}`, '');
  const submit = (): void => {
    run(props.actions.onTry(props.entry, draft.value.trim()).then(setTrial));
  };
  if (!open) {
    return (
      <div className="cg-actions cg-mod-quiet">
        <Button
          label={trans.__('Try it first…')}
          title={trans.__('Ask a question with and without it, and see what changes')}
          testId="cg-try"
          onClick={() => setOpen(true)}
        />
      </div>
    );
  }
  return (
    <section
      className="cg-trial"
      aria-label={trans.__('Try it first')}
      data-testid="cg-trial"
    >
      <SettleForm
        label={trans.__('Try it first')}
        submit={trans.__('Ask with and without it')}
        testId="cg-try-form"
        ready={draft.value.trim() !== ''}
        busy={busy}
        onSubmit={submit}
        onCancel={() => {
          draft.forget();
          setTrial(null);
          setOpen(false);
        }}
      >
        <Lines
          label={trans.__('A question that it should change')}
          rows={2}
          value={draft.value}
          testId="cg-try-question"
          onChange={draft.set}
        />
        <p className="cg-hint">
          {trans.__(
            'Two questions of yours, which nobody else sees and which count in the budgets. The model may look nothing up meanwhile.'
          )}
        </p>
      </SettleForm>
      {problem !== null && <ProblemNote problem={problem} />}
      {trial !== null && <Compared trial={trial} actions={props.actions} />}
    </section>
  );
}

function Compared(props: { trial: TrialTurns; actions: TrialActions }): JSX.Element {
  const { trial, actions } = props;
  return (
    <>
      <div className="cg-trial-sides">
        <Side id={trial.without} label={trans.__('Without it')} actions={actions} />
        <Side id={trial.holding} label={trans.__('If it holds')} actions={actions} />
      </div>
      <Changed trial={trial} actions={actions} />
    </>
  );
}

function Side(props: {
  id: string;
  label: string;
  actions: TrialActions;
}): JSX.Element {
  const { watch } = useEnv();
  const { id } = props;
  useEffect(() => {
    const watching = watch(id);
    return () => watching.dispose();
  }, [id, watch]);
  const turn = props.actions.turnOf(id);
  return (
    <section
      className="cg-trial-side"
      aria-label={props.label}
      data-testid="cg-trial-side"
      data-status={turn?.status ?? ''}
    >
      <h4>{props.label}</h4>
      {turn !== null && (
        <>
          <AnswerText turn={turn} actions={null} />
          {turn.problem !== null && (
            <p className="cg-hint cg-mod-warn">{turn.problem}</p>
          )}
          {turn.status !== 'streaming' && (
            <>
              <p className="cg-muted">{money(turn.cost)}</p>
              <Shown turn={turn} titles={props.actions.titles} />
            </>
          )}
        </>
      )}
    </section>
  );
}

/** The words in which both answers differ, once both are there. */
function Changed(props: {
  trial: TrialTurns;
  actions: TrialActions;
}): JSX.Element | null {
  const { answer } = useEnv();
  const { trial, actions } = props;
  const ids = [trial.without, trial.holding] as const;
  const ended = ids.every(
    id => (actions.turnOf(id)?.status ?? 'streaming') !== 'streaming'
  );
  const [before, after] = ids.map(id => {
    const known = answer(id);
    return known.tag === 'ready' ? known.text : '';
  });
  if (!ended || before === undefined || after === undefined) {
    return null;
  }
  return (
    <>
      <WordDiff
        label={trans.__('What changes in the answer')}
        before={{ title: '', text: before }}
        after={{ title: '', text: after }}
      />
      <p className="cg-hint">
        {before === after
          ? trans.__('Both answers are the same, word for word.')
          : trans.__(
              'A model never says a thing twice in the same words: look at what it says, not only at how.'
            )}
      </p>
    </>
  );
}
