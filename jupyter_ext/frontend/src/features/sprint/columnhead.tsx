/** The heading of a column: how many cards it has, what they amount to, and how many it should have. */

import { useState } from 'react';
import { trans } from '../../core/trans';
import { Badge } from '../../ui/controls';
import { amountOf, cardsOf, countIn, titleOf, totalOf } from './sprint';
import type { Sprint, Task } from './wire';

export interface ColumnHeadProps {
  sprint: Sprint;
  name: string;
  cards: readonly Task[];
  /** Those that a filter leaves. */
  shown: readonly Task[];
  filtering: boolean;
  mayChange: boolean;
  onLimit: (column: string, most: number | null) => void;
}

export function ColumnHead(props: ColumnHeadProps): JSX.Element {
  const { sprint, name, cards, shown } = props;
  const total = totalOf(shown);
  const most = sprint.limits.get(name);
  const held = cardsOf(sprint, name).length;
  return (
    <div className="cg-column-head" data-testid={`cg-column-head-${name}`}>
      <h4>
        {titleOf(sprint, name)}{' '}
        <span className="cg-count" title={countIn(cards.length, shown.length)}>
          {props.filtering
            ? trans.__('%1 of %2', shown.length, cards.length)
            : cards.length}
        </span>
      </h4>
      {total > 0 && (
        <span className="cg-muted" title={trans.__('Sum of the estimates')}>
          {amountOf(total, sprint.unit)}
        </span>
      )}
      {most !== undefined && held > most && (
        <Badge look="bad" title={trans.__('Finish something before you begin more')}>
          {trans.__('%1 of at most %2', held, most)}
        </Badge>
      )}
      <Limit {...props} most={most ?? null} />
    </div>
  );
}

/** How many cards there should be at most: a button that becomes a field. */
function Limit(props: ColumnHeadProps & { most: number | null }): JSX.Element | null {
  const { most, name } = props;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  if (!props.mayChange) {
    return most === null ? null : (
      <span className="cg-muted">{trans.__('at most %1', most)}</span>
    );
  }
  const leave = (said: number | null): void => {
    setOpen(false);
    if (said !== most) {
      props.onLimit(name, said);
    }
  };
  if (!open) {
    return (
      <button
        type="button"
        className="cg-more cg-limit"
        aria-label={
          most === null
            ? trans.__('Limit of %1: none', titleOf(props.sprint, name))
            : trans.__('Limit of %1: %2', titleOf(props.sprint, name), most)
        }
        title={trans.__('How many cards should be here at most')}
        data-testid={`cg-limit-${name}`}
        onClick={() => {
          setText(most === null ? '' : String(most));
          setOpen(true);
        }}
      >
        {most === null ? trans.__('limit') : trans.__('at most %1', most)}
      </button>
    );
  }
  const wanted = text.trim() === '' ? null : Number(text);
  const fine = wanted === null || (Number.isInteger(wanted) && wanted > 0);
  return (
    <input
      className="cg-limit-field"
      // Whoever opened it types next.
      ref={field => field?.focus()}
      inputMode="numeric"
      maxLength={4}
      aria-label={trans.__(
        'At most so many cards in %1; empty: any',
        titleOf(props.sprint, name)
      )}
      aria-invalid={!fine}
      data-testid={`cg-limit-field-${name}`}
      value={text}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={() => leave(fine ? wanted : most)}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Enter' && fine) {
          event.preventDefault();
          leave(wanted);
        } else if (event.key === 'Escape') {
          leave(most);
        }
      }}
    />
  );
}
