/** A turn that was found and stands in no list yet: fetched, and drawn above them. */

import { useEffect } from 'react';
import type { Turn, Visibility } from '../../api/wire/turn';
import type { Titles } from '../../core/titles';
import { trans } from '../../core/trans';
import { useEnv } from '../../ui/env';
import type { TurnActions } from './turncard';
import { TurnCard } from './turncard';

export interface OpenedTurnProps extends TurnActions {
  /** What was asked for last; a turn, perhaps. */
  opened: string | null;
  turnOf: (id: string) => Turn | null;
  titles: Titles;
}

export function OpenedTurn(
  props: OpenedTurnProps & {
    /** The turns that are drawn below. */
    listed: ReadonlySet<string>;
    visibility: Visibility;
    mayStop: (turn: Turn) => boolean;
    /** Whether whoever looks has asked it. */
    yours: (turn: Turn) => boolean;
  }
): JSX.Element | null {
  const { opened, listed, mayStop, yours } = props;
  if (opened === null || !opened.startsWith('t_') || listed.has(opened)) {
    return null;
  }
  const turn = props.turnOf(opened);
  if (turn === null) {
    return <MissingTurn turn={opened} />;
  }
  return turn.visibility !== props.visibility ? null : (
    <section aria-label={trans.__('Found')} data-testid="cg-opened-turn">
      <TurnCard
        {...props}
        attributed
        open
        turn={turn}
        mayStop={mayStop(turn)}
        yours={yours(turn)}
      />
    </section>
  );
}

/** A turn that is not known here yet is fetched. */
export function MissingTurn(props: { turn: string }): JSX.Element {
  const { watch } = useEnv();
  const { turn } = props;
  useEffect(() => {
    const watching = watch(turn);
    return () => watching.dispose();
  }, [turn, watch]);
  return <p className="cg-muted">{trans.__('Loading a question…')}</p>;
}
