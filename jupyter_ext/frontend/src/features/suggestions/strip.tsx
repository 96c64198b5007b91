/** What the AI suggests to keep, as a quiet strip: take it, pass over it, or never see its like again. */

import { checkIcon, closeIcon, shareIcon } from '@jupyterlab/ui-components';
import { useEffect, useReducer } from 'react';
import type { ISignal } from '@lumino/signaling';
import type { SuggestionView } from '../../api/wire/types';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { Badge, Button, Toolbar } from '../../ui/controls';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { Verdict } from './model';

export interface SuggestionActions {
  /** Each throws a Problem. */
  onAccept: (suggestion: string) => Promise<void>;
  onDecide: (suggestion: string, verdict: Verdict) => Promise<void>;
  /** Open the Share step with a text that is one's own alone. */
  onShare: (suggestion: SuggestionView) => void;
  nameOf: (username: string) => string;
}

/** The open suggestions of one answer, wherever that is drawn; drawn anew whenever they change. */
export function AnswerStrip(props: {
  turn: string;
  of: (turn: string) => readonly SuggestionView[];
  changed: ISignal<unknown, void>;
  actions: SuggestionActions;
}): JSX.Element | null {
  const { changed } = props;
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    changed.connect(drawAgain);
    return () => {
      changed.disconnect(drawAgain);
    };
  }, [changed]);
  return <Suggestions items={props.of(props.turn)} actions={props.actions} />;
}

export function Suggestions(props: {
  items: readonly SuggestionView[];
  actions: SuggestionActions;
}): JSX.Element | null {
  return props.items.length === 0 ? null : (
    <ul
      className="cg-learned-list"
      aria-label={trans.__('What the AI suggests to keep')}
      data-lm-suppress-shortcuts="true"
    >
      {props.items.map(one => (
        <li
          key={one.id}
          className="cg-learned"
          data-testid="cg-suggestion"
          data-suggestion={one.id}
        >
          <Suggested suggestion={one} actions={props.actions} />
        </li>
      ))}
    </ul>
  );
}

function Suggested(props: {
  suggestion: SuggestionView;
  actions: SuggestionActions;
}): JSX.Element {
  const { suggestion, actions } = props;
  const { busy, problem, run } = useWork();
  return (
    <>
      <p className="cg-learned-text">
        <span className="cg-muted">
          {suggestion.private
            ? trans.__('Worth sharing? Only you see this.')
            : trans.__('Worth keeping?')}
        </span>{' '}
        <strong>{suggestion.title}</strong>{' '}
        <Badge look="plain">{KIND_LABELS[suggestion.kind].one}</Badge>
      </p>
      {suggestion.body !== '' && <p className="cg-said">{suggestion.body}</p>}
      <Sources suggestion={suggestion} nameOf={actions.nameOf} />
      <Toolbar className="cg-actions cg-mod-quiet" label={suggestion.title}>
        {suggestion.private ? (
          <Button
            label={trans.__('Share…')}
            icon={shareIcon}
            disabled={busy}
            title={trans.__('Shows exactly what leaves before it does')}
            testId="cg-suggestion-share"
            onClick={() => actions.onShare(suggestion)}
          />
        ) : (
          <Button
            label={trans.__('Propose it')}
            icon={checkIcon}
            disabled={busy}
            title={trans.__(
              'Puts it into the review queue in your name; the context owner decides'
            )}
            testId="cg-suggestion-accept"
            onClick={() => run(actions.onAccept(suggestion.id))}
          />
        )}
        <Button
          label={trans.__('Dismiss')}
          icon={closeIcon}
          disabled={busy}
          testId="cg-suggestion-dismiss"
          onClick={() => run(actions.onDecide(suggestion.id, 'dismiss'))}
        />
        <Button
          label={trans.__('Not again')}
          disabled={busy}
          title={trans.__(
            'Nothing that says the same is suggested again; under Review it can be allowed again'
          )}
          testId="cg-suggestion-never"
          onClick={() => run(actions.onDecide(suggestion.id, 'never'))}
        />
      </Toolbar>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}

/** Whose suggestion it is, and the words that it rests on. */
export function Sources(props: {
  suggestion: SuggestionView;
  nameOf: (username: string) => string;
}): JSX.Element {
  const { suggestion, nameOf } = props;
  const origin =
    suggestion.origin === ''
      ? trans.__('Taken word for word from a thread; no model judged it')
      : trans.__('Suggested by %1 (AI)', suggestion.origin);
  return (
    <details className="cg-learned-sources" data-testid="cg-suggestion-sources">
      <summary className="cg-muted">{origin}</summary>
      {suggestion.quotes.map(({ by, text }, at) => (
        <p key={at}>
          <q className="cg-quote">{text}</q>{' '}
          <span className="cg-muted">
            {by === '' ? trans.__('the AI’s answer') : nameOf(by)}
          </span>
        </p>
      ))}
    </details>
  );
}
