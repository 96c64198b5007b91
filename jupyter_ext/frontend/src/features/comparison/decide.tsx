/** The end of a comparison: the decision form, and the decision as it was written down. */

import { CONSTANTS } from '../../api/wire/constants';
import { checkIcon } from '@jupyterlab/ui-components';
import { useId } from 'react';
import type { RecordAnswer } from '../../api/wire/types';
import type { Entry } from '../../core/entry';
import { newestHead } from '../../core/entry';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Badge, Button, Byline, Prose } from '../../ui/controls';
import { Form } from '../../ui/forms';
import { PLACES, sentence } from '../../ui/sentence';
import { ProblemNote } from '../../ui/states';
import { OptionLabel, useDoing } from './parts';
import { PreviewButton, RecordPreview, usePreview } from './recordpreview';
import type { Comparison, ComparisonAct, Deciding, Decision } from './wire';

const NONE = 'none';

export function Decide(props: {
  comparison: Comparison;
  onDecide: (act: ComparisonAct) => Promise<void>;
  onPreview: (act: Deciding) => Promise<RecordAnswer>;
}): JSX.Element {
  const { comparison } = props;
  const { value: open, set: setOpen } = useDraft<boolean>('deciding', false);
  const again = comparison.decisions.length > 0;
  return open ? (
    <DecideForm {...props} onClose={() => setOpen(false)} />
  ) : (
    <div className="cg-actions">
      <Button
        label={again ? trans.__('Decide again') : trans.__('Decide')}
        icon={checkIcon}
        look={again ? 'plain' : 'accept'}
        title={trans.__(
          'End the comparison with a decision, which becomes an entry of the shared context'
        )}
        testId="cg-decide"
        onClick={() => setOpen(true)}
      />
    </div>
  );
}

function DecideForm(props: {
  comparison: Comparison;
  onDecide: (act: ComparisonAct) => Promise<void>;
  onPreview: (act: Deciding) => Promise<RecordAnswer>;
  onClose: () => void;
}): JSX.Element {
  const { comparison } = props;
  const { options } = comparison;
  const kept = useDraft('decision', {
    option: best(comparison),
    title: '',
    reason: ''
  });
  const { option, title, reason } = kept.value;
  const set = (change: Partial<typeof kept.value>): void =>
    kept.set({ ...kept.value, ...change });
  const id = useId();
  const doing = useDoing();
  const name = options.find(one => one.id === option)?.name;
  const suggested =
    name === undefined ? trans.__('None of the options: %1', comparison.goal) : name;
  const act: Deciding = {
    act: 'decide',
    option: option === NONE ? null : option,
    reason: reason.trim(),
    ...(title.trim() === '' ? {} : { title: title.trim() })
  };
  const previewing = usePreview(act, props.onPreview);
  const send = async (): Promise<void> => {
    if (await doing.run(() => props.onDecide(act))) {
      kept.forget();
      props.onClose();
    }
  };
  return (
    <Form
      label={trans.__('Decide')}
      testId="cg-decide-form"
      submit={trans.__('Decide')}
      sending={trans.__('Deciding…')}
      submitId="cg-decide-submit"
      ready={reason.trim() !== ''}
      busy={doing.busy}
      typed={kept.typed}
      beside={<PreviewButton previewing={previewing} act={act} />}
      onSubmit={() => void send()}
      onCancel={() => {
        kept.forget();
        props.onClose();
      }}
    >
      <fieldset className="cg-choices">
        <legend>{trans.__('Which option?')}</legend>
        {[...options, null].map(one => (
          <label key={one?.id ?? NONE}>
            <input
              type="radio"
              name={id}
              checked={option === (one?.id ?? NONE)}
              onChange={() => set({ option: one?.id ?? NONE })}
            />
            {one === null ? (
              trans.__('None of them')
            ) : (
              <span>
                <OptionLabel label={one.label} /> {one.name}
              </span>
            )}
          </label>
        ))}
      </fieldset>
      <div className="cg-field">
        <label htmlFor={`${id}-title`}>{trans.__('Title')}</label>
        <input
          id={`${id}-title`}
          maxLength={CONSTANTS.limits.title}
          placeholder={suggested}
          value={title}
          onChange={event => set({ title: event.currentTarget.value })}
        />
      </div>
      <div className="cg-field">
        <label htmlFor={`${id}-reason`}>
          {trans.__('Why, and what speaks against it')}
        </label>
        <textarea
          id={`${id}-reason`}
          rows={4}
          maxLength={2000}
          value={reason}
          onChange={event => set({ reason: event.currentTarget.value })}
        />
      </div>
      <p className="cg-hint">
        {trans.__(
          'It becomes a decision record (ADR) with the options, the table, all scores, and under “Dissent” who preferred another option and what was said against this one.'
        )}
      </p>
      <RecordPreview previewing={previewing} />
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </Form>
  );
}

/** The option that people gave most, as a start. */
function best(comparison: Comparison): string {
  const [first] = [...comparison.totals].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? comparison.options[0]?.id ?? NONE;
}

export function Decided(props: {
  comparison: Comparison;
  decision: Decision;
  /** The record, where it has reached this browser. */
  entry: Entry | null;
}): JSX.Element {
  const { comparison, decision, entry } = props;
  const head = entry === null ? undefined : newestHead(entry);
  const option = comparison.options.find(one => one.id === decision.option);
  return (
    <div className="cg-decided" data-testid="cg-decided" data-entry={decision.entry}>
      <p className="cg-foot cg-mod-top">
        <strong>
          {option === undefined
            ? trans.__('Decided: none of the options')
            : sentence(
                trans.__('Decided: %1 %2', ...PLACES),
                <OptionLabel label={option.label} />,
                option.name
              )}
        </strong>
        <Byline username={decision.by} at={decision.at} />
      </p>
      <Prose text={decision.reason} />
      {head !== undefined && (
        <details data-testid="cg-record">
          <summary>
            {trans.__('The decision record: %1', head.title)}{' '}
            {head.status !== 'accepted' && <Badge look="proposed">{head.status}</Badge>}
          </summary>
          <div className="cg-record" tabIndex={0}>
            <Prose text={head.body} testId="cg-record-text" />
          </div>
        </details>
      )}
      {comparison.decisions.length > 1 && (
        <p className="cg-muted">
          {trans.__('It supersedes an earlier decision of this comparison.')}
        </p>
      )}
    </div>
  );
}
