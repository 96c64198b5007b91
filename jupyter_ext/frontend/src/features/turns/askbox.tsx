/** The field for a private question. The text stays until it was sent. */

import { useEffect, useId } from 'react';
import type { OfferView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Form } from '../../ui/forms';
import { NamingArea } from '../../ui/naming';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import { ChoiceField } from './choicefield';
import { takes } from './known';
import { KnownCard } from './knowncard';
import { ModelField } from './othermodel';
import type { PrivateQuestion } from './question';
import { QUESTION } from './question';

export function AskBox(props: {
  question: PrivateQuestion;
  limit: number;
  /** The models that it may be asked, the usual one first. */
  models: readonly OfferView[];
  /** The skills that it may be asked with. */
  skills: readonly string[];
  /** Somebody comes to the field: look which skills there are. */
  onLook: () => void;
  /** The question that stands there is answered by something already: open that. */
  onTake: () => void;
}): JSX.Element {
  const usual = props.models[0]?.name ?? '';
  const { model = usual, skill = '' } = props.question.wish;
  const asking = props.question.state;
  const { onLook } = props;
  useEffect(() => onLook(), [onLook]);
  const draft = useDraft<string>(QUESTION, '');
  const question = draft.value;
  const { found } = props.question.known;
  const { question: asked } = props;
  useEffect(() => asked.known.write(question), [asked, question]);
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
      onKeyDown={event => {
        if (found !== null && !asking.sending && takes(event)) {
          event.preventDefault();
          props.onTake();
        }
      }}
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
          onFocus={onLook}
          onText={text => draft.set(text)}
        />
        <Room id={`${id}-room`} limit={props.limit} excess={excess} />
      </div>
      {props.models.length > 1 && (
        <ModelField
          models={props.models}
          value={model}
          disabled={asking.sending}
          onChange={name => props.question.want('model', name === usual ? null : name)}
        />
      )}
      {(props.skills.length > 0 || skill !== '') && (
        <SkillField
          skills={props.skills}
          value={skill}
          disabled={asking.sending}
          onChange={name => props.question.want('skill', name === '' ? null : name)}
        />
      )}
      {found !== null && (
        <KnownCard
          known={found}
          busy={asking.sending}
          onTake={props.onTake}
          onAsk={() => void props.question.send()}
        />
      )}
      {asking.problem !== null && <ProblemNote problem={asking.problem} />}
    </Form>
  );
}

/** The skill that a question is asked with, of those that the team has agreed to. */
function SkillField(props: {
  skills: readonly string[];
  value: string;
  disabled: boolean;
  onChange: (name: string) => void;
}): JSX.Element {
  const { skills, value } = props;
  const gone = value !== '' && !skills.includes(value);
  const options = [...skills, ...(gone ? [value] : [])].map(name => ({
    name,
    label: name
  }));
  return (
    <ChoiceField
      label={trans.__('Skill')}
      options={[{ name: '', label: trans.__('None') }, ...options]}
      value={value}
      disabled={props.disabled}
      testId="cg-private-skill"
      onChange={props.onChange}
    />
  );
}
