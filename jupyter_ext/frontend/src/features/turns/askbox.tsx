/** The field for a private question. The text stays until it was sent. */

import { useId } from 'react';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Form } from '../../ui/forms';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import type { PrivateQuestion } from './question';
import { QUESTION } from './question';

export function AskBox(props: {
  question: PrivateQuestion;
  limit: number;
}): JSX.Element {
  const asking = props.question.state;
  const draft = useDraft<string>(QUESTION, '');
  const question = draft.value;
  const id = useId();
  const excess = lengthOf(question.trim()) - props.limit;
  return (
    <Form
      label={trans.__('Ask privately')}
      submit={trans.__('Ask')}
      submitId="cg-private-submit"
      ready={question.trim() !== '' && excess <= 0}
      busy={asking.sending}
      onSubmit={() => void props.question.send()}
      beside={<span className="cg-muted">{trans.__('Ctrl/⌘ + Enter')}</span>}
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
          onChange={event => draft.set(event.currentTarget.value)}
        />
        <Room id={`${id}-room`} limit={props.limit} excess={excess} />
      </div>
      {asking.problem !== null && <ProblemNote problem={asking.problem} />}
    </Form>
  );
}
