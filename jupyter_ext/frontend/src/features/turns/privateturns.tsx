/** This member’s private questions and their answers, the newest first and open. */

import { useState } from 'react';
import type { Loadable } from '../../api/problem';
import type { Turn } from '../../api/wire/turn';
import type { TurnList } from '../../core/answer';
import type { Titles } from '../../core/titles';
import { trans } from '../../core/trans';
import { RovingList } from '../../ui/controls';
import { Loaded } from '../../ui/states';
import type { TurnActions } from './turncard';
import { TurnCard } from './turncard';
import { Older } from './turnstab';

/** Private turns drawn before "Show all". */
const RECENT = 3;

export interface PrivateTurnsProps extends TurnActions {
  turns: Loadable<TurnList>;
  titles: Titles;
  onShareTurn: (turn: Turn) => void;
  onOlder: () => void;
  onRetry: () => void;
}

export function PrivateTurns(props: PrivateTurnsProps): JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <Loaded of={props.turns} what={trans.__('your questions')} retry={props.onRetry}>
      {list => {
        const own = list.turns.filter(turn => turn.visibility === 'private');
        const shown = all ? own : own.slice(0, RECENT);
        return (
          <>
            <RovingList items=".cg-card">
              {shown.map((turn, at) => (
                <TurnCard
                  key={turn.id}
                  talk
                  open={at === 0}
                  turn={turn}
                  titles={props.titles}
                  mayStop={turn.status === 'streaming'}
                  onJump={props.onJump}
                  onStop={props.onStop}
                  onShareTurn={props.onShareTurn}
                  onAskColleague={props.onAskColleague}
                  below={props.below}
                />
              ))}
            </RovingList>
            {own.length > shown.length && (
              <button
                data-testid="cg-turns-all"
                type="button"
                className="cg-more"
                onClick={() => setAll(true)}
              >
                {trans.__('Show all %1 of your questions', own.length)}
              </button>
            )}
            {all && (
              <Older list={list} onOlder={props.onOlder} onRetry={props.onRetry} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
