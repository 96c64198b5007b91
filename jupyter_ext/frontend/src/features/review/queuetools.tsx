/** What stands above the queue: select all, the order, and the act that can be undone still. */

import { checkIcon, closeIcon, undoIcon } from '@jupyterlab/ui-components';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { PLACES, sentence } from '../../ui/sentence';
import type { Held } from './grace';
import type { Order } from './queue';
import { ORDERS } from './queue';

/** Keys of the queue, as they are shown; they are the same in every language. */
const KEYS = { a: 'a', j: 'j', k: 'k', m: 'm', r: 'r', u: 'u' } as const;

export function Hint(props: { judge: boolean }): JSX.Element {
  return (
    <p className="cg-hint" data-testid="cg-review-hint">
      {props.judge
        ? sentence(
            trans.__(
              'Keys: %1/%2 or arrows move, %3 selects, %4 accepts, %5 rejects, %6 merges what is selected, %7 undoes.',
              ...PLACES
            ),
            <kbd>{KEYS.j}</kbd>,
            <kbd>{KEYS.k}</kbd>,
            <kbd>{trans.__('Space')}</kbd>,
            <kbd>{KEYS.a}</kbd>,
            <kbd>{KEYS.r}</kbd>,
            <kbd>{KEYS.m}</kbd>,
            <kbd>{KEYS.u}</kbd>
          )
        : trans.__('These wait for the context owner.')}
    </p>
  );
}

/** What is done with all selected proposals. */
export function Bulk(props: {
  count: number;
  busy: boolean;
  onAccept: () => void;
  onForm: (what: 'reject' | 'merge') => void;
}): JSX.Element {
  const { count, busy } = props;
  return (
    <div className="cg-bulk" role="group" aria-label={trans.__('Selected proposals')}>
      <span role="status">
        {trans._n('%1 proposal selected', '%1 proposals selected', count)}
      </span>
      <Button
        label={trans.__('Accept selected')}
        icon={checkIcon}
        look="accept"
        disabled={busy}
        testId="cg-review-accept-selected"
        onClick={props.onAccept}
      />
      <Button
        label={trans.__('Reject selected…')}
        icon={closeIcon}
        disabled={busy}
        testId="cg-review-reject-selected"
        onClick={() => props.onForm('reject')}
      />
      {count > 1 && (
        <Button
          label={trans.__('Merge selected…')}
          disabled={busy}
          title={trans.__('Make one entry of them; the others are superseded by it')}
          testId="cg-review-merge-selected"
          onClick={() => props.onForm('merge')}
        />
      )}
    </div>
  );
}

export function QueueTools(props: {
  /** How many proposals there are, and how many of them are selected. */
  proposals: number;
  selected: number;
  judge: boolean;
  order: Order;
  onAll: (yes: boolean) => void;
  onOrder: (order: Order) => void;
}): JSX.Element {
  const { proposals, selected } = props;
  return (
    <div className="cg-row cg-queue-tools">
      {props.judge && proposals > 1 && (
        <label className="cg-choice">
          <input
            type="checkbox"
            checked={selected === proposals}
            ref={box => {
              if (box !== null) {
                box.indeterminate = selected > 0 && selected < proposals;
              }
            }}
            data-testid="cg-review-all"
            onChange={event => props.onAll(event.currentTarget.checked)}
          />
          {trans.__('Select all %1 proposals', proposals)}
        </label>
      )}
      <span className="cg-select">
        <select
          aria-label={trans.__('Order')}
          data-testid="cg-review-order"
          value={props.order}
          onChange={event => {
            const chosen = ORDERS.find(one => one.value === event.currentTarget.value);
            if (chosen !== undefined) {
              props.onOrder(chosen.value);
            }
          }}
        >
          {ORDERS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}

export function UndoLine(props: {
  held: Held | null;
  onUndo: () => void;
}): JSX.Element {
  const { held } = props;
  return (
    <div className="cg-row cg-undo" role="status" data-testid="cg-review-undo-line">
      {held !== null && (
        <>
          <span>{held.said}</span>
          <Button
            label={trans.__('Undo')}
            icon={undoIcon}
            testId="cg-review-undo"
            onClick={props.onUndo}
          />
        </>
      )}
    </div>
  );
}
