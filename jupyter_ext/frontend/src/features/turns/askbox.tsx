/** The field for a private question. The text stays until it was sent. */

import type { FormEvent, KeyboardEvent } from 'react';
import { useEffect, useId, useState } from 'react';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import type { PrivateQuestion } from './question';

export function AskBox(props: {
  question: PrivateQuestion;
  limit: number;
}): JSX.Element {
  const asking = props.question.state;
  const [question, setQuestion] = useState(asking.question);
  const id = useId();
  const excess = lengthOf(question.trim()) - props.limit;
  // The model empties the question when it has been sent, and only then.
  useEffect(() => {
    if (asking.question === '') {
      setQuestion('');
    }
  }, [asking.question]);
  const askable = question.trim() !== '' && excess <= 0 && !asking.sending;
  const ask = (): void => {
    if (askable) {
      void props.question.send();
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    ask();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask();
    }
  };
  return (
    <form
      className="cg-form"
      aria-label={trans.__('Ask privately')}
      onSubmit={onSubmit}
    >
      <div className="cg-field">
        <label htmlFor={`${id}-question`}>{trans.__('Ask privately')}</label>
        <textarea
          id={`${id}-question`}
          rows={3}
          value={question}
          readOnly={asking.sending}
          placeholder={trans.__('The answer uses the team’s context and your notes')}
          aria-describedby={`${id}-room`}
          aria-invalid={excess > 0}
          data-testid="cg-private-ask"
          data-cg-focus="ask"
          onKeyDown={onKeyDown}
          onChange={event => {
            setQuestion(event.currentTarget.value);
            props.question.write(event.currentTarget.value);
          }}
        />
        <Room id={`${id}-room`} limit={props.limit} excess={excess} />
      </div>
      {asking.problem !== null && <ProblemNote problem={asking.problem} />}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={asking.sending ? trans.__('Sending…') : trans.__('Ask')}
          disabled={!askable}
          testId="cg-private-submit"
        />
        <span className="cg-muted">{trans.__('Ctrl/⌘ + Enter')}</span>
      </div>
    </form>
  );
}
