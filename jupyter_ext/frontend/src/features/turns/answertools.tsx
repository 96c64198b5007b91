/**
 * What can be done with an answer that has ended, in a cell and in the panel alike: ask the same once
 * more, follow it up, copy it, save it for the team, and say what one thinks of it.
 */

import {
  checkIcon,
  copyIcon,
  editIcon,
  refreshIcon,
  shareIcon
} from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useEffect, useId, useState } from 'react';
import { Problem } from '../../api/problem';
import type { TurnStatus } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { Button, Toolbar } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Form } from '../../ui/forms';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import type { CallActions } from './calls';
import type { Rating, Thumb } from './wire';
import { Thumbs } from './thumbs';

/** Milliseconds for which a button says that it has copied. */
const SAID = 2_000;

/** The answer, as far as it has to be known. */
export interface Answered {
  readonly id: string;
  readonly status: TurnStatus;
  readonly private: boolean;
}

export interface AnswerActions extends CallActions {
  /** Each throws a Problem. */
  onAgain: (turn: Answered) => Promise<void>;
  onFollowUp: (turn: Answered, question: string) => Promise<void>;
  onRate: (turn: Answered, value: Thumb | null) => Promise<void>;
  onCopy: (turn: Answered) => void;
  /** Open the Share step with the answer's text. */
  onSave: (turn: Answered) => void;
  ratingsOf: (turn: string) => readonly Rating[];
  /** Characters of a question that the server takes. */
  readonly limit: number;
}

export function AnswerTools(props: {
  turn: Answered;
  actions: AnswerActions;
  /** What else can be done with it here. */
  children?: ReactNode;
}): JSX.Element | null {
  const { turn, actions } = props;
  const draft = useDraft<string>(`follow ${turn.id}`, '');
  const [open, setOpen] = useState(draft.restored);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (turn.status === 'streaming') {
    return null;
  }
  const act = async (work: Promise<void>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await work;
      return true;
    } catch (error) {
      setProblem(Problem.of(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const onAsk = async (): Promise<void> => {
    if (await act(actions.onFollowUp(turn, draft.value.trim()))) {
      draft.forget();
      setOpen(false);
    }
  };
  return (
    <div className="cg-answer-tools" data-testid="cg-answer-tools">
      <Toolbar className="cg-actions cg-mod-quiet" label={trans.__('With this answer')}>
        {actions.contribute && (
          <Again
            turn={turn}
            busy={busy}
            onClick={() => void act(actions.onAgain(turn))}
          />
        )}
        <Copy onClick={() => actions.onCopy(turn)} />
        <Thumbs
          ratings={actions.ratingsOf(turn.id)}
          nameOf={actions.nameOf}
          you={actions.you}
          onRate={
            actions.contribute && !busy
              ? value => void act(actions.onRate(turn, value))
              : null
          }
        />
        {actions.contribute && (
          <>
            <Button
              label={trans.__('Follow up…')}
              icon={editIcon}
              disabled={open}
              title={trans.__('Ask on: the AI is shown this answer')}
              testId="cg-follow-up"
              onClick={() => setOpen(true)}
            />
            <Button
              label={turn.private ? trans.__('Share…') : trans.__('Save…')}
              icon={shareIcon}
              title={
                turn.private
                  ? trans.__('Shows exactly what leaves before it does')
                  : trans.__(
                      'As a decision, knowledge or another entry: shows exactly what is saved before it is'
                    )
              }
              testId="cg-share-turn"
              onClick={() => actions.onSave(turn)}
            />
            {props.children}
          </>
        )}
      </Toolbar>
      {problem !== null && <ProblemNote problem={problem} />}
      {open && (
        <FollowUp
          text={draft.value}
          typed={draft.typed}
          limit={actions.limit}
          busy={busy}
          onChange={text => draft.set(text)}
          onSubmit={() => void onAsk()}
          onCancel={() => {
            draft.forget();
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

/** Where something is missing, the way to get it comes first and with its name. */
function Again(props: {
  turn: Answered;
  busy: boolean;
  onClick: () => void;
}): JSX.Element {
  const whole = props.turn.status === 'complete';
  return (
    <Button
      label={whole ? trans.__('Ask again') : trans.__('Retry')}
      icon={refreshIcon}
      iconOnly={whole}
      look={whole ? 'plain' : 'accept'}
      disabled={props.busy}
      title={trans.__('Ask the same question once more')}
      testId="cg-again"
      onClick={props.onClick}
    />
  );
}

function Copy(props: { onClick: () => void }): JSX.Element {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    const timer = said ? window.setTimeout(() => setSaid(false), SAID) : 0;
    return () => window.clearTimeout(timer);
  }, [said]);
  return (
    <>
      <Button
        label={trans.__('Copy the answer')}
        icon={said ? checkIcon : copyIcon}
        iconOnly
        testId="cg-copy-answer"
        onClick={() => {
          props.onClick();
          setSaid(true);
        }}
      />
      <span className="cg-visually-hidden" role="status">
        {said ? trans.__('Copied') : ''}
      </span>
    </>
  );
}

function FollowUp(props: {
  text: string;
  typed: number;
  limit: number;
  busy: boolean;
  onChange: (text: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
}): JSX.Element {
  const id = useId();
  const excess = lengthOf(props.text.trim()) - props.limit;
  return (
    <Form
      label={trans.__('Follow up')}
      submit={trans.__('Ask')}
      submitId="cg-follow-up-ask"
      opener="cg-follow-up"
      ready={props.text.trim() !== '' && excess <= 0}
      busy={props.busy}
      typed={props.typed}
      onSubmit={props.onSubmit}
      onCancel={props.onCancel}
    >
      <div className="cg-field">
        <label htmlFor={`${id}-follow`}>{trans.__('Follow up')}</label>
        <textarea
          id={`${id}-follow`}
          rows={2}
          value={props.text}
          readOnly={props.busy}
          aria-describedby={`${id}-room`}
          aria-invalid={excess > 0}
          data-testid="cg-follow-up-text"
          onChange={event => props.onChange(event.currentTarget.value)}
        />
        <Room id={`${id}-room`} limit={props.limit} excess={excess} />
      </div>
    </Form>
  );
}
