/** The field for a private question. The text stays until it was sent. */

import { useId, useState } from 'react';
import type { OfferView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Form } from '../../ui/forms';
import { NamingArea } from '../../ui/naming';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import { ModelField } from './othermodel';
import type { PrivateQuestion } from './question';
import { QUESTION } from './question';

export function AskBox(props: {
  question: PrivateQuestion;
  limit: number;
  /** The models that it may be asked, the usual one first. */
  models: readonly OfferView[];
}): JSX.Element {
  const [model, setModel] = useState(
    props.question.model ?? props.models[0]?.name ?? ''
  );
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
        <NamingArea
          id={`${id}-question`}
          rows={3}
          value={question}
          readOnly={asking.sending}
          placeholder={trans.__('The answer uses the team’s context and your notes')}
          aria-describedby={`${id}-room`}
          aria-invalid={excess > 0}
          data-testid="cg-private-ask"
          data-cg-focus="ask"
          onText={text => draft.set(text)}
        />
        <Room id={`${id}-room`} limit={props.limit} excess={excess} />
      </div>
      {props.models.length > 1 && (
        <ModelField
          models={props.models}
          value={model}
          disabled={asking.sending}
          onChange={name => {
            setModel(name);
            props.question.model = name === props.models[0]?.name ? null : name;
          }}
        />
      )}
      {asking.problem !== null && <ProblemNote problem={asking.problem} />}
    </Form>
  );
}
