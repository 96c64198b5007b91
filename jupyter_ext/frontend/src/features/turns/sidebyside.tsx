/** Answers of several models to one question, side by side where there is room. */

import type { ReactNode } from 'react';
import { useEffect } from 'react';
import type { Turn } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { Prose } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { duration, money } from '../../ui/format';
import { ProblemNote } from '../../ui/states';
import { StatusBadge } from '../../ui/statusbadge';
import { tokensOf } from './usage';

/** The first answer as it is drawn anyway, and beside it those of other models. */
export function SideBySide(props: {
  first: Turn;
  others: readonly Turn[];
  children: ReactNode;
}): JSX.Element {
  const { first, others } = props;
  return others.length === 0 ? (
    <>{props.children}</>
  ) : (
    <section
      className="cg-compared"
      aria-label={trans.__('Answers side by side')}
      data-testid="cg-sides"
    >
      <div className="cg-compared-answer">
        <Head turn={first} />
        {props.children}
      </div>
      <OtherAnswers turns={others} />
    </section>
  );
}

/** The answers of other models to the same question. */
export function OtherAnswers(props: { turns: readonly Turn[] }): JSX.Element {
  return (
    <>
      {props.turns.map(turn => (
        <OtherAnswer key={turn.id} turn={turn} />
      ))}
    </>
  );
}

function OtherAnswer(props: { turn: Turn }): JSX.Element {
  const { turn } = props;
  const { answer, watch } = useEnv();
  const { id } = turn;
  useEffect(() => {
    const watching = watch(id);
    return () => watching.dispose();
  }, [id, watch]);
  const known = answer(id);
  return (
    <article
      className="cg-compared-answer"
      data-testid="cg-side"
      data-lm-suppress-shortcuts="true"
      aria-label={trans.__('Answer of %1', turn.model_label)}
    >
      <Head turn={turn} />
      {known.tag === 'error' && <ProblemNote problem={known.problem} />}
      {known.tag === 'ready' && <Prose text={known.text} />}
      {turn.problem !== null && <p className="cg-hint cg-mod-warn">{turn.problem}</p>}
    </article>
  );
}

/** Which model, and what its answer took. */
export function Head(props: { turn: Turn }): JSX.Element {
  const { turn } = props;
  const streaming = turn.status === 'streaming';
  return (
    <div className="cg-compared-head">
      <strong>{turn.model_label}</strong>{' '}
      <StatusBadge status={turn.status} ahead={0} yours={false} />
      {!streaming && (
        <p className="cg-muted">
          {[tokensOf(turn), money(turn.cost), duration(turn.seconds)].join(' · ')}
        </p>
      )}
    </div>
  );
}
