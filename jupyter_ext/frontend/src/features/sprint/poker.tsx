/** A round of planning poker, above the board: estimate in secret, reveal, take one together. */

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Command } from '../../api/wire/command';
import type { Person } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { Badge, Button } from '../../ui/controls';
import { commonOf, deckOf } from './deck';
import { amountIn, amountOf, cardOf } from './sprint';
import type { Poker, Sprint } from './wire';

export interface PokerRoundProps {
  sprint: Sprint;
  round: Poker;
  user: Person | null;
  mayEstimate: boolean;
  person: (username: string) => Person;
  onSay: (command: Command, done?: string) => Promise<boolean>;
  /** The round is over by this member's word. */
  onEnd: () => void;
}

export function PokerRound(props: PokerRoundProps): JSX.Element | null {
  const { sprint, round, onSay } = props;
  const root = useRef<HTMLDivElement>(null);
  const revealing = useRef(false);
  // The button that revealed is gone: what comes next is to take one.
  useEffect(() => {
    if (round.revealed && revealing.current) {
      revealing.current = false;
      root.current?.querySelector('input')?.focus();
    }
  }, [round.revealed]);
  const onEnd = useRef(props.onEnd);
  onEnd.current = props.onEnd;
  useLayoutEffect(() => {
    const drawn = root.current;
    return () => {
      if (drawn?.contains(document.activeElement) === true) {
        onEnd.current();
      }
    };
  }, []);
  const task = cardOf(sprint, round.task);
  if (task === undefined) {
    return null;
  }
  const of = { round: round.id };
  return (
    <div
      role="group"
      ref={root}
      className="cg-poker"
      data-round-of={round.task}
      aria-label={trans.__('Estimating %1', task.key)}
      data-testid="cg-poker"
    >
      <h4>{trans.__('Estimating %1 %2', task.key, task.title)}</h4>
      {props.mayEstimate && <Deck {...props} />}
      <p className="cg-hint" role="status" data-testid="cg-poker-count">
        {trans.__('%1 of %2 have estimated.', round.estimated.length, round.invited)}{' '}
        {!round.revealed &&
          (round.may_reveal
            ? trans.__('Nobody sees an estimate until you reveal all.')
            : trans.__(
                '%1, who began the sprint or the context owner reveals all.',
                props.person(round.by).display_name
              ))}
      </p>
      {round.revealed && <Revealed {...props} />}
      <div className="cg-actions">
        {!round.revealed && round.may_reveal && (
          <Button
            label={trans.__('Reveal everybody’s')}
            look="accept"
            disabled={round.estimated.length === 0}
            testId="cg-poker-reveal"
            onClick={() => {
              revealing.current = true;
              void onSay(
                { command: 'poker_reveal', ...of },
                trans.__('The estimates of %1 are shown', task.key)
              );
            }}
          />
        )}
        {round.revealed && props.mayEstimate && <Take {...props} />}
        {(round.may_reveal || round.revealed) && props.mayEstimate && (
          <Button
            label={
              round.revealed ? trans.__('Take none') : trans.__('Give up the round')
            }
            testId="cg-poker-close"
            onClick={() => void onSay({ command: 'poker_close', ...of })}
          />
        )}
      </div>
    </div>
  );
}

/** The cards of the deck; one’s own is pressed. */
function Deck(props: PokerRoundProps): JSX.Element {
  const { sprint, round, user, onSay } = props;
  const own = round.estimates.find(({ by }) => by === user?.username);
  const say = (estimate: number | null): void =>
    void onSay({ command: 'poker_estimate', round: round.id, estimate });
  const card = (estimate: number | null): JSX.Element => (
    <button
      key={String(estimate)}
      type="button"
      className="cg-button cg-mod-plain"
      aria-pressed={own !== undefined && own.estimate === estimate}
      title={estimate === null ? trans.__('I can’t tell') : undefined}
      data-testid={`cg-poker-card-${estimate ?? 'none'}`}
      onClick={() => say(estimate)}
    >
      {estimate ?? '?'}
    </button>
  );
  return (
    <div
      className="cg-poker-deck"
      role="group"
      aria-label={
        sprint.unit === 'days' ? trans.__('Your days') : trans.__('Your points')
      }
    >
      {deckOf(sprint.unit).map(card)}
      {card(null)}
    </div>
  );
}

function Revealed(props: PokerRoundProps): JSX.Element {
  const { sprint, round } = props;
  return (
    <table className="cg-poker-table">
      <caption className="cg-visually-hidden">{trans.__('Estimates')}</caption>
      <thead>
        <tr>
          <th scope="col">{trans.__('Who')}</th>
          <th scope="col">{trans.__('Estimate')}</th>
        </tr>
      </thead>
      <tbody>
        {round.estimates.map(({ by, estimate, late }) => (
          <tr key={by} data-testid="cg-poker-estimate">
            <th scope="row">{props.person(by).display_name}</th>
            <td>
              {estimate === null
                ? trans.__('can’t tell')
                : amountOf(estimate, sprint.unit)}{' '}
              {late && <Badge look="plain">{trans.__('said later')}</Badge>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The estimate that the card gets: the most frequent one stands there already. */
function Take(props: PokerRoundProps): JSX.Element {
  const { sprint, round, onSay } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? String(commonOf(round) ?? '');
  const estimate = amountIn(text);
  return (
    <form
      className="cg-row"
      onSubmit={event => {
        event.preventDefault();
        if (typeof estimate === 'number') {
          void onSay({ command: 'poker_close', round: round.id, estimate });
        }
      }}
    >
      <input
        className="cg-limit-field"
        inputMode="decimal"
        aria-label={trans.__('What the card gets')}
        aria-invalid={estimate === undefined}
        data-testid="cg-poker-amount"
        value={text}
        onChange={event => setTyped(event.currentTarget.value)}
        onKeyDown={event => {
          event.stopPropagation();
          if (event.key === 'Enter') {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      <Button
        label={
          typeof estimate === 'number'
            ? trans.__('Take %1', amountOf(estimate, sprint.unit))
            : trans.__('Take it')
        }
        look="accept"
        submit
        disabled={typeof estimate !== 'number'}
        testId="cg-poker-take"
      />
    </form>
  );
}
