/** A column of the board and its cards, moved by mouse, by keys or by choice. */

import type { DragEvent, KeyboardEvent } from 'react';
import { useState } from 'react';
import type { Person } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { Badge } from '../../ui/controls';
import type { Direction, Move } from './sprint';
import { cardsOf, DROPPED, OUT, spoken, stepOf, titleOf, waitsFor } from './sprint';
import type { Sprint, Task } from './wire';

/** What a dragged card is called among browsers' data types. */
const CARD = 'application/x-commonground-card';

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down'
};

interface ColumnProps {
  sprint: Sprint;
  name: string;
  shows: (task: Task) => boolean;
  hint: string;
  mayMove: boolean;
  person: (username: string) => Person;
  onMove: (move: Move | null, byKeys: boolean) => void;
}

export function BoardColumn(props: ColumnProps): JSX.Element {
  const { sprint, name } = props;
  const [over, setOver] = useState(false);
  const cards = cardsOf(sprint, name);
  const shown = cards.filter(props.shows);
  const title = titleOf(sprint, name);
  const drop = (event: DragEvent, before: string | null): void => {
    const task = event.dataTransfer.getData(CARD);
    setOver(false);
    if (task !== '') {
      event.preventDefault();
      event.stopPropagation();
      props.onMove(task === before ? null : { task, column: name, before }, false);
    }
  };
  const allow = (event: DragEvent): void => {
    if (props.mayMove && event.dataTransfer.types.includes(CARD)) {
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    }
  };
  return (
    <section
      role="group"
      className={`cg-column${over ? ' cg-mod-over' : ''}`}
      aria-label={`${title}, ${cards.length} ${cards.length === 1 ? 'card' : 'cards'}`}
      data-testid={`cg-column-${name}`}
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={event => drop(event, null)}
    >
      <h4 className="cg-column-head">
        {title} <span className="cg-count">{cards.length}</span>
      </h4>
      <ul>
        {shown.map(task => (
          <Card key={task.id} {...props} task={task} onDrop={drop} />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="cg-column-empty">
          {cards.length === 0
            ? trans.__('Nothing here')
            : trans.__('Nothing of theirs')}
        </p>
      )}
    </section>
  );
}

function Card(
  props: ColumnProps & {
    task: Task;
    onDrop: (event: DragEvent, before: string | null) => void;
  }
): JSX.Element {
  const { sprint, task, mayMove } = props;
  const waits = waitsFor(sprint, task);
  const critical = sprint.critical.has(task.id);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const direction = KEYS[event.key];
    if (direction === undefined || event.target !== event.currentTarget) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) {
      props.onMove(mayMove ? stepOf(sprint, task, direction) : null, true);
    } else {
      neighbour(event.currentTarget, direction)?.focus();
    }
  };
  return (
    <li
      className={`cg-task${critical ? ' cg-mod-critical' : ''}`}
      tabIndex={0}
      draggable={mayMove}
      aria-label={spoken(sprint, task)}
      aria-describedby={props.hint}
      data-testid="cg-task"
      data-card={task.id}
      data-key={task.key}
      onKeyDown={onKeyDown}
      onDragStart={event => {
        event.stopPropagation();
        event.dataTransfer.setData(CARD, task.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDrop={event => props.onDrop(event, task.id)}
    >
      <span className="cg-task-line">
        <span className="cg-task-key">{task.key}</span>
        <span className="cg-spring" />
        {task.estimate !== null && (
          <span className="cg-count" title={trans.__('Estimate')}>
            {task.estimate}
          </span>
        )}
      </span>
      <span className="cg-task-title">{task.title}</span>
      <span className="cg-task-line cg-muted">
        <span>{task.assignee ?? trans.__('nobody')}</span>
        {task.area !== null && <span>{task.area}</span>}
        {waits.length > 0 && (
          <span title={waits.map(({ key, title }) => `${key} ${title}`).join('\n')}>
            {trans.__('waits for %1', waits.map(({ key }) => key).join(', '))}
          </span>
        )}
      </span>
      {critical && <span className="cg-task-note">{trans.__('critical path')}</span>}
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
      {mayMove && (
        <select
          className="cg-task-move"
          aria-label={trans.__('Move %1 to', task.key)}
          data-testid="cg-task-move"
          value={task.column}
          onChange={event =>
            props.onMove(
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
      )}
    </li>
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
    return cards(column)[at + (direction === 'up' ? -1 : 1)] ?? null;
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
