/**
 * What can be done with an answer that has ended, in a cell and in the panel alike: ask the same once
 * more, follow it up, copy it, save it for the team, and say what one thinks of it.
 */

import {
  checkIcon,
  copyIcon,
  editIcon,
  fastForwardIcon,
  redoIcon,
  refreshIcon,
  shareIcon
} from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useEffect, useId, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Turn, TurnStatus } from '../../api/wire/turn';
import type { OfferView } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button, Toolbar } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Form } from '../../ui/forms';
import { NamingArea } from '../../ui/naming';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import type { CallActions } from './calls';
import { OtherModel } from './othermodel';
import type { ExportForm, Rating, Thumb, Wish } from './wire';
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
  onAgain: (turn: Answered, wish: Wish) => Promise<void>;
  onFollowUp: (turn: Answered, question: string) => Promise<void>;
  onRate: (turn: Answered, value: Thumb | null) => Promise<void>;
  onCopy: (turn: Answered) => void;
  /** Open the Share step with the answer's text. */
  onSave: (turn: Answered) => void;
  /** The models that are set up, the usual one first. */
  readonly models: readonly OfferView[];
  /** The answers of other models to its question. */
  besideOf: (turn: string) => readonly Turn[];
  /** Save it with those that it goes on from. */
  onExport: (of: 'threads' | 'turns', id: string, form: ExportForm) => Promise<void>;
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
  const [choosing, setChoosing] = useState(false);
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
            onClick={how => void act(actions.onAgain(turn, { how, model: null }))}
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
            {actions.models.length > 1 && (
              <Button
                label={trans.__('Another model…')}
                icon={redoIcon}
                disabled={choosing}
                title={trans.__('Ask it instead, or compare the two')}
                testId="cg-other-model"
                onClick={() => setChoosing(true)}
              />
            )}
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
      {choosing && (
        <OtherModel
          models={actions.models}
          busy={busy}
          onAsk={wish =>
            void act(actions.onAgain(turn, wish)).then(done => setChoosing(!done))
          }
          onCancel={() => setChoosing(false)}
        />
      )}
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
  onClick: (how: 'again' | 'continue') => void;
}): JSX.Element {
  const { status } = props.turn;
  const whole = status === 'complete';
  const again = (
    <Button
      label={whole ? trans.__('Ask again') : trans.__('Retry')}
      icon={refreshIcon}
      iconOnly={whole}
      look={status === 'failed' ? 'accept' : 'plain'}
      disabled={props.busy}
      title={trans.__('Ask the same question once more')}
      testId="cg-again"
      onClick={() => props.onClick('again')}
    />
  );
  return status !== 'partial' ? (
    again
  ) : (
    <>
      <Button
        label={trans.__('Continue')}
        icon={fastForwardIcon}
        look="accept"
        disabled={props.busy}
        title={trans.__('Keep what has come, and go on from there')}
        testId="cg-continue"
        onClick={() => props.onClick('continue')}
      />
      {again}
    </>
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
        <NamingArea
          id={`${id}-follow`}
          rows={2}
          value={props.text}
          readOnly={props.busy}
          aria-describedby={`${id}-room`}
          aria-invalid={excess > 0}
          data-testid="cg-follow-up-text"
          onText={props.onChange}
        />
        <Room id={`${id}-room`} limit={props.limit} excess={excess} />
      </div>
    </Form>
  );
}
