/** A card of the board: read at a glance, moved by mouse, keys or choice, opened to be changed. */

import type { DragEvent, KeyboardEvent } from 'react';
import { trans } from '../../core/trans';
import { Badge } from '../../ui/controls';
import { CardDetail } from './carddetail';
import type { CardProps } from './cardprops';
import type { Direction } from './sprint';
import {
  amountOf,
  DROPPED,
  isBlocked,
  OUT,
  spoken,
  stepOf,
  titleOf,
  waitsFor
} from './sprint';
import type { Sprint, Task } from './wire';

/** What a dragged card is called among browsers' data types. */
export const CARD = 'application/x-commonground-card';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down'
};

export function Card(
  props: CardProps & {
    task: Task;
    /** Whether a card that is dragged would be put before this one. */
    before: boolean;
    onOver: (event: DragEvent<HTMLElement>) => void;
  }
): JSX.Element {
  const { sprint, task, mayMove, actions } = props;
  const waits = waitsFor(sprint, task);
  const critical = sprint.critical.has(task.id);
  const open = props.opened === task.id;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) {
      return;
    }
    const direction = KEYS[event.key];
    if (event.key === 'Enter' || event.key === 'F2') {
      actions.onOpen(task, !open);
    } else if (direction === undefined) {
      return;
    } else if (event.altKey) {
      const step = mayMove ? stepOf(sprint, task, direction, props.shows) : null;
      actions.onMove(step, true);
    } else {
      neighbour(event.currentTarget, direction)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li
      className={[
        'cg-task',
        ...(critical ? ['cg-mod-critical'] : []),
        ...(open ? ['cg-mod-open'] : []),
        ...(props.before ? ['cg-mod-before'] : [])
      ].join(' ')}
      tabIndex={0}
      draggable={mayMove && !open}
      aria-label={spoken(sprint, task)}
      aria-describedby={props.hint}
      data-testid="cg-task"
      data-card={task.id}
      data-key={task.key}
      onKeyDown={onKeyDown}
      onDoubleClick={() => !open && actions.onOpen(task, true)}
      onDragStart={event => {
        event.stopPropagation();
        event.dataTransfer.setData(CARD, task.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={props.onOver}
    >
      <span className="cg-task-line">
        <span className="cg-task-key">{task.key}</span>
        {task.estimate !== null && (
          <span className="cg-count" title={trans.__('Estimate')}>
            {amountOf(task.estimate, sprint.unit)}
          </span>
        )}
        {task.comments.length > 0 && (
          <span className="cg-muted" data-testid="cg-task-comments">
            {trans._n('%1 comment', '%1 comments', task.comments.length)}
          </span>
        )}
      </span>
      {!open && <span className="cg-task-title">{task.title}</span>}
      <span className="cg-task-line cg-muted">
        <span>{task.assignee ?? trans.__('nobody')}</span>
        {task.area !== null && <span>{task.area}</span>}
        {waits.length > 0 && (
          <span
            className={isBlocked(sprint, task) ? 'cg-task-blocked' : undefined}
            title={waits.map(({ key, title }) => `${key} ${title}`).join('\n')}
          >
            {trans.__('waits for %1', waits.map(({ key }) => key).join(', '))}
          </span>
        )}
      </span>
      {critical && <span className="cg-task-note">{trans.__('critical path')}</span>}
      <ChangedAtOnce sprint={sprint} task={task} person={props.person} />
      {open && <CardDetail key={task.id} {...props} />}
      {mayMove && !open && <MoveChoice {...props} />}
    </li>
  );
}

/** What several people stated of the card at once, until somebody says it once more. */
function ChangedAtOnce(
  props: Pick<CardProps, 'sprint' | 'person'> & { task: Task }
): JSX.Element {
  const { sprint, task } = props;
  return (
    <>
      {task.apart.map(({ field, said }) => (
        <Badge
          key={field}
          look="dispute"
          title={trans.__('The last one counts. Say it once more: that ends it.')}
        >
          {trans.__(
            '%1 changed at once: %2',
            field,
            said
              .map(({ by, value }) => {
                const shown = field === 'column' ? titleOf(sprint, value) : value;
                return trans.__('%1 “%2”', props.person(by).display_name, shown);
              })
              .join(', ')
          )}
        </Badge>
      ))}
    </>
  );
}

/** Choosing a column, for fingers and screen readers. */
function MoveChoice(props: CardProps & { task: Task }): JSX.Element {
  const { sprint, task, actions } = props;
  return (
    <select
      className="cg-task-move"
      aria-label={trans.__('Move %1 to', task.key)}
      data-testid="cg-task-move"
      value={task.column}
      onChange={event =>
        actions.onMove(
          { task: task.id, column: event.currentTarget.value, before: null },
          true
        )
      }
    >
      {choicesOf(sprint).map(name => (
        <option key={name} value={name}>
          {titleOf(sprint, name)}
        </option>
      ))}
    </select>
  );
}

/** Where a card may go: also where none lies yet. */
function choicesOf(sprint: Sprint): string[] {
  const names = sprint.columns.map(({ name }) => name);
  return [...new Set([...names, DROPPED, OUT])];
}

/** The card beside one: above, below, or at the same height of the next column that has any. */
function neighbour(card: HTMLElement, direction: Direction): HTMLElement | null {
  const column = card.closest('.cg-column');
  const cards = (of: Element | null | undefined): HTMLElement[] => [
    ...(of?.querySelectorAll<HTMLElement>('.cg-task') ?? [])
  ];
  const at = cards(column).indexOf(card);
  if (direction === 'up' || direction === 'down') {
    const step = direction === 'up' ? -1 : 1;
    return cards(column)[at + step] ?? beyond(column, step, cards);
  }
  const next = (of: Element | null | undefined): Element | null =>
    (direction === 'left' ? of?.previousElementSibling : of?.nextElementSibling) ??
    null;
  let beside = next(column);
  while (beside !== null && cards(beside).length === 0) {
    beside = next(beside);
  }
  const found = cards(beside);
  return found[Math.min(at, found.length - 1)] ?? null;
}

/** The nearest card of the same column in a lane above or below. */
function beyond(
  column: Element | null,
  step: -1 | 1,
  cards: (of: Element) => HTMLElement[]
): HTMLElement | null {
  const name = column?.getAttribute('data-column');
  const lanes = [
    ...(column
      ?.closest('.cg-board')
      ?.querySelectorAll(`.cg-column[data-column="${CSS.escape(name ?? '')}"]`) ?? [])
  ];
  let at = column === null ? -1 : lanes.indexOf(column) + step;
  for (; lanes[at] !== undefined; at += step) {
    const found = cards(lanes[at] as Element).at(step === 1 ? 0 : -1);
    if (found !== undefined) {
      return found;
    }
  }
  return null;
}
