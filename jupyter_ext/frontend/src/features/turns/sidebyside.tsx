/** Answers of several models to one question, side by side where there is room. */

import { useEffect } from 'react';
import type { Turn } from '../../api/wire/turn';
import { trans } from '../../core/trans';
import { Prose } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { duration, money } from '../../ui/format';
import { ProblemNote } from '../../ui/states';
import { StatusBadge } from '../../ui/statusbadge';
import { tokensOf } from './usage';

export function SideBySide(props: {
  /** The first answer, then those beside it. */
  turns: readonly Turn[];
}): JSX.Element | null {
  return props.turns.length < 2 ? null : (
    <section
      className="cg-sides"
      aria-label={trans.__('Answers side by side')}
      data-testid="cg-sides"
      data-lm-suppress-shortcuts="true"
    >
      {props.turns.map(turn => (
        <Side key={turn.id} turn={turn} />
      ))}
    </section>
  );
}

function Side(props: { turn: Turn }): JSX.Element {
  const { turn } = props;
  const { answer, watch } = useEnv();
  const { id } = turn;
  useEffect(() => {
    const watching = watch(id);
    return () => watching.dispose();
  }, [id, watch]);
  const known = answer(id);
  const streaming = turn.status === 'streaming';
  return (
    <article
      className="cg-side"
      data-testid="cg-side"
      aria-label={trans.__('Answer of %1', turn.model_label)}
    >
      <p className="cg-row">
        <strong>{turn.model_label}</strong>
        <StatusBadge status={turn.status} ahead={0} yours={false} />
      </p>
      <p className="cg-muted">
        {streaming
          ? trans.__('counted at the end')
          : [tokensOf(turn), money(turn.cost), duration(turn.seconds)].join(' · ')}
      </p>
      {known.tag === 'error' && <ProblemNote problem={known.problem} />}
      {known.tag === 'ready' && <Prose text={known.text} />}
      {turn.problem !== null && <p className="cg-hint cg-mod-warn">{turn.problem}</p>}
    </article>
  );
}
