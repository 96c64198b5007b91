/** The frame around an answer in a notebook: who asked which model, how far it is, and what to do. */

import { addBelowIcon, stopIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import type { Problem } from '../../api/problem';
import type { Person } from '../../api/wire/member';
import type { TurnStatus } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { Avatar, Button } from '../../ui/controls';
import { DemoBadge } from '../../ui/demobadge';
import { besideBadge } from '../../ui/format';
import { ProblemNote } from '../../ui/states';
import { StatusBadge } from '../../ui/statusbadge';
import type { AnswerActions, Answered } from './answertools';
import { AnswerTools } from './answertools';

export function TurnHead(props: {
  asker: Person | null;
  modelLabel: string | null;
  demo: boolean;
  status: TurnStatus | null;
  /** Questions of the same person in this notebook that are answered before it. */
  ahead: number;
  yours: boolean;
  /** The skill that it was asked with. */
  skill: string | null;
  /** Where the text comes from when it is not the live feed. */
  note: string | null;
  onStop: (() => void) | null;
}): JSX.Element | null {
  const known = [props.asker, props.modelLabel, props.status, props.note, props.onStop];
  if (known.every(part => part === null)) {
    return null;
  }
  return (
    <div className="cg-turn-head" data-lm-suppress-shortcuts="true">
      {props.asker !== null && (
        <span className="cg-byline">
          <span aria-hidden="true">
            <Avatar person={props.asker} />
          </span>
          <span className="cg-name" data-testid="cg-answer-asker">
            {props.asker.display_name}
          </span>
        </span>
      )}
      {props.modelLabel !== null && (
        <span className="cg-muted" data-testid="cg-answer-model">
          {trans.__('asked %1', besideBadge(props.modelLabel, props.demo))}
        </span>
      )}
      {props.demo && <DemoBadge />}
      {props.skill !== null && (
        <span className="cg-muted" data-testid="cg-answer-skill">
          {trans.__('with the skill %1', props.skill)}
        </span>
      )}
      {props.status !== null && (
        <StatusBadge status={props.status} ahead={props.ahead} yours={props.yours} />
      )}
      {props.note !== null && <span className="cg-muted">{props.note}</span>}
      <span className="cg-spring" />
      {props.onStop !== null && (
        <Button
          label={trans.__('Stop')}
          icon={stopIcon}
          look="warn"
          testId="cg-answer-stop"
          onClick={props.onStop}
        />
      )}
    </div>
  );
}

export function TurnFoot(props: {
  answered: Answered | null;
  actions: AnswerActions;
  problem: string | null;
  error: Problem | null;
  below: ReactNode;
  /** How many code blocks could be inserted at once; 0 or 1 need no button. */
  blocks: number;
  onInsertAll: () => void;
}): JSX.Element {
  return (
    <div className="cg-turn-foot" data-lm-suppress-shortcuts="true">
      {props.problem !== null && (
        <p className="cg-hint cg-mod-warn" data-testid="cg-answer-problem">
          {props.problem}
        </p>
      )}
      {props.error !== null && <ProblemNote problem={props.error} />}
      {props.below}
      {props.blocks > 1 && (
        <div className="cg-actions">
          <Button
            label={trans.__('Insert all %1 as cells', props.blocks)}
            icon={addBelowIcon}
            testId="cg-insert-all"
            onClick={props.onInsertAll}
          />
        </div>
      )}
      {props.answered !== null && (
        <AnswerTools turn={props.answered} actions={props.actions} />
      )}
    </div>
  );
}
