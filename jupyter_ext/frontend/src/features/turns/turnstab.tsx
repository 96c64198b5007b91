/** See each other's AI work: the team's shared turns across all notebooks, newest first. */

import type { ReactNode } from 'react';
import type { Loadable } from '../../api/problem';
import type { Turn } from '../../api/wire/turn';
import type { TurnList } from '../../core/answer';
import { trans } from '../../core/trans';
import { Button, RovingList } from '../../ui/controls';
import { PLACES, sentence } from '../../ui/sentence';
import { Empty, Loaded, ProblemNote } from '../../ui/states';
import { OpenedTurn } from './openedturn';
import type { ThreadsProps } from './threads';
import { Threads } from './threads';
import { TurnCard } from './turncard';

/** The magic that asks the model; it is the same in every language. */
const MAGIC = '%%ai';

export function TurnsTab(
  props: ThreadsProps & {
    turns: Loadable<TurnList>;
    onOlder: () => void;
    /** What they cost, drawn above them. */
    cost: ReactNode;
  }
): JSX.Element {
  return (
    <>
      {props.cost}
      <Threads {...props} />
      <Turns {...props} />
    </>
  );
}

function Turns(
  props: ThreadsProps & {
    turns: Loadable<TurnList>;
    onOlder: () => void;
  }
): JSX.Element {
  return (
    <Loaded
      of={props.turns}
      what={trans.__('the team’s questions')}
      retry={props.onRetry}
    >
      {list => {
        const told = inOpenThreads(props.threads);
        const shared = list.turns.filter(
          turn =>
            turn.visibility === 'shared' && !told.has(turn.id) && !isBeside(props, turn)
        );
        const listed = new Set([...told, ...shared.map(({ id }) => id)]);
        return (
          <>
            <OpenedTurn
              {...props}
              listed={listed}
              visibility="shared"
              yours={turn => turn.asker === props.you}
            />
            {shared.length === 0 && told.size === 0 ? (
              <Empty title={trans.__('Nobody has asked anything yet')}>
                {sentence(
                  trans.__(
                    'Questions from %1 cells of all notebooks appear here while they are being answered.',
                    ...PLACES
                  ),
                  <code>{MAGIC}</code>
                )}
              </Empty>
            ) : (
              <RovingList items=".cg-card">
                {shared.map(turn => (
                  <TurnCard
                    key={`${turn.id} ${turn.id === props.opened}`}
                    {...props}
                    open={turn.id === props.opened}
                    turn={turn}
                    mayStop={props.mayStop(turn)}
                    yours={turn.asker === props.you}
                  />
                ))}
              </RovingList>
            )}
            <Older list={list} onOlder={props.onOlder} onRetry={props.onRetry} />
          </>
        );
      }}
    </Loaded>
  );
}

/** Whether it is drawn beside another one, which is here. */
export function isBeside(
  props: { turnOf: (id: string) => Turn | null },
  turn: Turn
): boolean {
  const { beside = null } = turn;
  return beside !== null && props.turnOf(beside) !== null;
}

/** Turns that are drawn in their threads already. */
function inOpenThreads(threads: ThreadsProps['threads']): ReadonlySet<string> {
  const open = threads.tag === 'ready' ? threads.value.filter(one => !one.closed) : [];
  return new Set(open.flatMap(thread => thread.steps.map(step => step.what)));
}

export function Older(props: {
  list: TurnList;
  onOlder: () => void;
  onRetry: () => void;
}): JSX.Element | null {
  const { list } = props;
  if (list.problem !== null) {
    return <ProblemNote problem={list.problem} retry={props.onRetry} />;
  }
  return list.more ? (
    <div className="cg-actions">
      <Button
        label={list.loadingMore ? trans.__('Loading…') : trans.__('Load older')}
        disabled={list.loadingMore}
        onClick={props.onOlder}
      />
    </div>
  ) : null;
}
