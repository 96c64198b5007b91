/** What people say for and against the options, and a form to say more. */

import { useId, useState } from 'react';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Button, Byline } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import { OptionLabel, useDoing } from './parts';
import type { Comparison, ComparisonCommand, Side } from './wire';

const SIGN: Readonly<Record<Side, string>> = { for: '+', against: '−', note: '·' };

export function ArgumentList(props: {
  comparison: Comparison;
  contribute: boolean;
  onSay: (command: ComparisonCommand) => Promise<void>;
}): JSX.Element {
  const { comparison } = props;
  const labels = new Map(comparison.options.map(option => [option.id, option.label]));
  return (
    <>
      {comparison.arguments.length === 0 && (
        <p className="cg-muted">
          {trans.__('Nobody has argued for or against an option yet.')}
        </p>
      )}
      <ul className="cg-arguments">
        {comparison.arguments.map(argument => (
          <li
            key={argument.id}
            className={`cg-mod-${argument.side}`}
            data-testid="cg-argument"
          >
            <span className="cg-side" aria-hidden="true">
              {SIGN[argument.side]}
            </span>
            <span>
              <span className="cg-visually-hidden">{argument.side}: </span>
              {argument.option !== null && (
                <OptionLabel label={labels.get(argument.option) ?? '?'} />
              )}{' '}
              {argument.text}
              {argument.criterion !== null && (
                <span className="cg-muted"> ({argument.criterion})</span>
              )}
            </span>
            <Byline username={argument.by} at={argument.at} />
          </li>
        ))}
      </ul>
      {props.contribute && <ArgueForm {...props} />}
    </>
  );
}

function ArgueForm(props: {
  comparison: Comparison;
  onSay: (command: ComparisonCommand) => Promise<void>;
}): JSX.Element {
  const { options } = props.comparison;
  const [option, setOption] = useState('');
  const [side, setSide] = useState<Side>('for');
  const kept = useDraft<string>('argument', '');
  const text = kept.value;
  const id = useId();
  const doing = useDoing();
  const send = async (): Promise<void> => {
    const said = {
      command: 'compare_argue',
      side,
      text: text.trim(),
      ...(option === '' ? {} : { option })
    } as const;
    if (await doing.run(() => props.onSay(said))) {
      kept.forget();
    }
  };
  return (
    <form
      data-testid="cg-argue"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="cg-row cg-argue">
        <select
          aria-label={trans.__('For or against')}
          value={side}
          onChange={event => setSide(event.currentTarget.value as Side)}
        >
          <option value="for">{trans.__('for')}</option>
          <option value="against">{trans.__('against')}</option>
          <option value="note">{trans.__('note on')}</option>
        </select>
        <select
          aria-label={trans.__('Which option')}
          value={option}
          onChange={event => setOption(event.currentTarget.value)}
        >
          <option value="">{trans.__('all of it')}</option>
          {options.map(one => (
            <option key={one.id} value={one.id}>
              {`${one.label}: ${one.name}`}
            </option>
          ))}
        </select>
        <input
          id={id}
          className="cg-spring"
          aria-label={trans.__('Your argument')}
          placeholder={trans.__('Your argument')}
          maxLength={2000}
          value={text}
          onChange={event => kept.set(event.currentTarget.value)}
        />
        <Button
          submit
          label={trans.__('Say it')}
          testId="cg-argue-submit"
          disabled={doing.busy || text.trim() === ''}
        />
      </div>
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </form>
  );
}
