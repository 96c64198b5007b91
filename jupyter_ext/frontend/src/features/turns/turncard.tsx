/** One turn: who asked what, how far the answer is, and on request everything that is known of it. */

import {
  caretDownIcon,
  caretRightIcon,
  launchIcon,
  stopIcon,
  userIcon
} from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { Fragment, useEffect, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Turn } from '../../api/wire/turn';
import type { Titles } from '../../core/titles';
import { trans } from '../../core/trans';
import { Badge, Button, Byline, Prose, Toolbar } from '../../ui/controls';
import { DemoBadge } from '../../ui/demobadge';
import { useEnv } from '../../ui/env';
import {
  besideBadge,
  duration,
  exactTime,
  excerpt,
  money,
  tail
} from '../../ui/format';
import { ProblemNote } from '../../ui/states';
import { StatusBadge } from '../../ui/statusbadge';
import type { AnswerActions } from './answertools';
import { AnswerTools } from './answertools';
import type { CallActions } from './calls';
import { Calls } from './calls';
import { ExportButtons } from './exportbuttons';
import { partsOf } from './parts';
import { Shown } from './shown';
import { SideBySide } from './sidebyside';
import { Thinking } from './thinking';
import { savedBy, tokensOf } from './usage';

export interface TurnActions {
  onJump: (turn: Turn) => void;
  onStop: (turn: Turn) => Promise<void>;
  /** What can be done with an answer. */
  answers: AnswerActions;
  /** Ask a colleague what the AI can't know; null for those who can't. */
  onAskColleague: ((turn: Turn) => void) | null;
  /** What is drawn below an answer besides, as messages that it proposes. */
  below: (turn: Turn) => ReactNode;
}

export function TurnCard(
  props: TurnActions & {
    turn: Turn;
    titles: Titles;
    mayStop: boolean;
    /** Whether whoever looks has asked it. */
    yours: boolean;
    /** Show question and answer from the start, as in the private panel. */
    talk?: boolean;
    /** Say who asked, as where several people talk. */
    attributed?: boolean;
    open?: boolean;
  }
): JSX.Element {
  const { turn, talk = false, onAskColleague } = props;
  const [open, setOpen] = useState(props.open ?? false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const Caret = open ? caretDownIcon : caretRightIcon;
  const { path } = turn;
  return (
    <article
      className={`cg-card cg-turn${turn.status === 'streaming' ? ' cg-mod-streaming' : ''}`}
      data-testid="cg-turn"
      tabIndex={-1}
      data-turn={turn.id}
      data-status={turn.status}
      aria-label={trans.__('Question: %1', excerpt(turn.question, 80))}
    >
      <p className="cg-foot cg-mod-top">
        {talk && props.attributed !== true ? (
          <TurnTime turn={turn} />
        ) : (
          <Byline username={turn.asker} at={turn.at} />
        )}
        <StatusBadge status={turn.status} ahead={turn.ahead ?? 0} yours={props.yours} />
        <Waiting turn={turn} />
      </p>
      <button
        type="button"
        className="cg-question"
        aria-expanded={open}
        data-testid="cg-turn-toggle"
        onClick={() => setOpen(!open)}
      >
        <Caret.react tag="span" className="cg-icon" />
        <span>{open ? trans.__('Question') : excerpt(turn.question, 160)}</span>
      </button>
      {open && <FullQuestion turn={turn} />}
      {!open && turn.status === 'streaming' && <LiveTail turn={turn} />}
      {(turn.status === 'streaming' || path !== null) && (
        <Toolbar className="cg-actions cg-mod-quiet" label={excerpt(turn.question, 80)}>
          {path !== null && (
            <Button
              label={
                turn.cell === null ? path : trans.__('Jump to cell · %1', nameOf(path))
              }
              icon={launchIcon}
              title={path}
              testId="cg-jump"
              onClick={() => props.onJump(turn)}
            />
          )}
          {props.mayStop && (
            <Button
              label={trans.__('Stop')}
              icon={stopIcon}
              look="warn"
              testId="cg-stop"
              onClick={() => {
                setProblem(null);
                props
                  .onStop(turn)
                  .catch((error: unknown) => setProblem(Problem.of(error)));
              }}
            />
          )}
        </Toolbar>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      {open && (
        <Details turn={turn} titles={props.titles} talk={talk} actions={props.answers}>
          <AnswerTools
            turn={{
              id: turn.id,
              status: turn.status,
              private: turn.visibility === 'private'
            }}
            actions={props.answers}
          >
            {onAskColleague !== null && (
              <Button
                label={trans.__('Ask a colleague…')}
                icon={userIcon}
                title={trans.__(
                  'Ask what the AI can’t know; this question can go on with the answer'
                )}
                testId="cg-ask-colleague"
                onClick={() => onAskColleague(turn)}
              />
            )}
          </AnswerTools>
        </Details>
      )}
      {open && props.below(turn)}
    </article>
  );
}

/** That something the AI proposed there waits for a person: it stands inside, where nobody may look. */
function Waiting(props: { turn: Turn }): JSX.Element | null {
  const { turn } = props;
  const proposed = (turn.calls ?? []).filter(({ status }) => status === 'proposed');
  const told = turn.status === 'streaming' ? proposed.length : (turn.waiting ?? 0);
  return told === 0 ? null : (
    <span data-testid="cg-turn-waits">
      <Badge look="proposed">
        {trans._n('%1 proposal waits', '%1 proposals wait', told)}
      </Badge>
    </span>
  );
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function TurnTime(props: { turn: Turn }): JSX.Element {
  return (
    <span className="cg-when" title={exactTime(props.turn.at)}>
      {trans.__('You asked, %1', exactTime(props.turn.at))}
    </span>
  );
}

function FullQuestion(props: { turn: Turn }): JSX.Element {
  return (
    <pre className="cg-fulltext" tabIndex={0}>
      {props.turn.question}
    </pre>
  );
}

function LiveTail(props: { turn: Turn }): JSX.Element {
  const { answer } = useEnv();
  const known = answer(props.turn.id);
  return (
    <p className="cg-tail" aria-hidden="true" data-testid="cg-turn-tail">
      {known.tag === 'ready'
        ? tail(known.text, 180)
        : trans.__('Waiting for the first words…')}
    </p>
  );
}

function Details(props: {
  turn: Turn;
  titles: Titles;
  talk: boolean;
  actions: AnswerActions;
  /** What can be done with the answer. */
  children: ReactNode;
}): JSX.Element {
  const { turn, titles, talk } = props;
  return (
    <div className="cg-details" data-testid="cg-turn-details">
      {!talk && <h4>{trans.__('Answer')}</h4>}
      <Thinking
        text={turn.thinking ?? ''}
        live={turn.status === 'streaming' && (turn.text ?? '') === ''}
      />
      <SideBySide first={turn} others={props.actions.besideOf(turn.id)}>
        <AnswerText turn={turn} actions={props.actions} />
      </SideBySide>
      {turn.problem !== null && <p className="cg-hint cg-mod-warn">{turn.problem}</p>}
      {props.children}
      {talk ? (
        <details>
          <summary>{trans.__('Details')}</summary>
          <Facts turn={turn} titles={titles} actions={props.actions} />
        </details>
      ) : (
        <Facts turn={turn} titles={titles} actions={props.actions} />
      )}
    </div>
  );
}

function Facts(props: {
  turn: Turn;
  titles: Titles;
  actions: AnswerActions;
}): JSX.Element {
  const { turn } = props;
  const demo = useEnv().isDemo(turn);
  const streaming = turn.status === 'streaming';
  return (
    <div className="cg-facts">
      <dl>
        <dt>{trans.__('Model')}</dt>
        <dd>
          {besideBadge(turn.model_label, demo)} {demo && <DemoBadge />}
        </dd>
        <dt>{trans.__('Tokens')}</dt>
        <dd>{streaming ? trans.__('counted at the end') : tokensOf(turn)}</dd>
        <dt>{trans.__('Cost')}</dt>
        <dd>{streaming ? trans.__('counted at the end') : money(turn.cost)}</dd>
        {!streaming && turn.saved !== null && turn.saved !== 0 && (
          <>
            <dt>{trans.__('Cache')}</dt>
            <dd data-testid="cg-turn-saved">{savedBy(turn.saved)}</dd>
          </>
        )}
        <dt>{trans.__('Time')}</dt>
        <dd>{streaming ? trans.__('still answering') : duration(turn.seconds)}</dd>
        <dt>{trans.__('Asked')}</dt>
        <dd>{exactTime(turn.at)}</dd>
      </dl>
      <Shown turn={turn} titles={props.titles} />
      {!streaming && (
        <div className="cg-actions cg-mod-quiet">
          <ExportButtons
            onExport={form => props.actions.onExport('turns', turn.id, form)}
          />
        </div>
      )}
    </div>
  );
}

export function AnswerText(props: {
  turn: Turn;
  /** Null where the model is given no tools. */
  actions: CallActions | null;
}): JSX.Element {
  const { answer, watch } = useEnv();
  const { id } = props.turn;
  useEffect(() => {
    const watching = watch(id);
    return () => watching.dispose();
  }, [id, watch]);
  const known = answer(id);
  switch (known.tag) {
    case 'pending':
      return (
        <p className="cg-muted" data-testid="cg-answer">
          {props.turn.status === 'streaming'
            ? trans.__('Waiting for the first words…')
            : trans.__('Loading…')}
        </p>
      );
    case 'error':
      return <ProblemNote problem={known.problem} />;
    case 'ready':
      return (
        <div
          className="cg-answer"
          data-testid="cg-answer"
          aria-busy={props.turn.status === 'streaming'}
        >
          {known.text.trim() === '' && (props.turn.calls ?? []).length === 0 ? (
            <p className="cg-muted">{trans.__('There is no text in this answer.')}</p>
          ) : (
            partsOf(known.text, props.turn.calls ?? []).map((part, at) => (
              <Fragment key={at}>
                {props.actions !== null && (
                  <Calls turn={props.turn} calls={part.calls} actions={props.actions} />
                )}
                <Prose text={part.text} />
              </Fragment>
            ))
          )}
        </div>
      );
  }
}
