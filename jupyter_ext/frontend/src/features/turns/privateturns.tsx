/** This member’s private questions and their answers, the newest first and open. */

import { useState } from 'react';
import type { Loadable } from '../../api/problem';
import type { TurnList } from '../../core/answer';
import { trans } from '../../core/trans';
import { RovingList } from '../../ui/controls';
import { Loaded } from '../../ui/states';
import type { OpenedTurnProps } from './openedturn';
import { OpenedTurn } from './openedturn';
import { TurnCard } from './turncard';
import { isBeside, Older } from './turnstab';

/** Private turns drawn before "Show all". */
const RECENT = 3;

export interface PrivateTurnsProps extends OpenedTurnProps {
  turns: Loadable<TurnList>;
  onOlder: () => void;
  onRetry: () => void;
}

export function PrivateTurns(props: PrivateTurnsProps): JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <Loaded of={props.turns} what={trans.__('your questions')} retry={props.onRetry}>
      {list => {
        const own = list.turns.filter(
          turn => turn.visibility === 'private' && !isBeside(props, turn)
        );
        const shown = all ? own : own.slice(0, RECENT);
        const listed = new Set(shown.map(({ id }) => id));
        return (
          <>
            <OpenedTurn
              {...props}
              listed={listed}
              visibility="private"
              mayStop={turn => turn.status === 'streaming'}
              yours={() => true}
            />
            <RovingList items=".cg-card">
              {shown.map((turn, at) => (
                <TurnCard
                  key={`${turn.id} ${turn.id === props.opened}`}
                  {...props}
                  talk
                  open={at === 0 || turn.id === props.opened}
                  turn={turn}
                  mayStop={turn.status === 'streaming'}
                  yours
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
