/** A column of the board, or its part in a lane, and where a dragged card would come to lie. */

import type { DragEvent } from 'react';
import { useState } from 'react';
import { trans } from '../../core/trans';
import { Card, CARD } from './card';
import type { CardProps } from './cardprops';
import type { ColumnHeadProps } from './columnhead';
import { ColumnHead } from './columnhead';
import type { Lane } from './filter';
import { changeFor } from './filter';
import { cardOf, cardsOf, countIn, titleOf } from './sprint';
import { seenOf } from './undo';
import type { Task } from './wire';

/** Before which card a dragged one would be put; null: at the end. */
type Place = { readonly before: string | null } | null;

export function BoardColumn(
  props: CardProps &
    Pick<ColumnHeadProps, 'onLimit' | 'filtering'> & {
      name: string;
      lane: Lane;
      /** Whether the heading stands here, and not above all lanes. */
      headed: boolean;
    }
): JSX.Element {
  const { sprint, name, lane, actions } = props;
  const [place, setPlace] = useState<Place>(null);
  const cards = cardsOf(sprint, name).filter(lane.holds);
  const shown = cards.filter(props.shows);
  const title = titleOf(sprint, name);
  const over = (event: DragEvent, before: string | null): void => {
    if (props.mayMove && event.dataTransfer.types.includes(CARD)) {
      event.preventDefault();
      event.stopPropagation();
      if (place === null || place.before !== before) {
        setPlace({ before });
      }
    }
  };
  const drop = (event: DragEvent): void => {
    const task = cardOf(sprint, event.dataTransfer.getData(CARD));
    const before = place?.before ?? null;
    setPlace(null);
    if (task !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      put(task, before);
    }
  };
  const put = (task: Task, before: string | null): void => {
    const fields = changeFor(lane, task);
    if (fields !== null) {
      const names = Object.keys(fields) as (keyof typeof fields)[];
      void actions.onEdit(task, fields, seenOf(task, names));
    }
    const stays = fields !== null && task.column === name && before === null;
    if (task.id !== before && !stays) {
      actions.onMove({ task: task.id, column: name, before }, false);
    }
  };
  return (
    <section
      role="group"
      className={`cg-column${place === null ? '' : ' cg-mod-over'}`}
      aria-label={[
        ...(lane.title === '' ? [] : [lane.title]),
        title,
        countIn(cards.length, shown.length)
      ].join(', ')}
      data-testid={`cg-column-${name}`}
      data-column={name}
      onDragOver={event => over(event, null)}
      onDragLeave={event => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) {
          setPlace(null);
        }
      }}
      onDrop={drop}
    >
      {props.headed && (
        <ColumnHead {...props} cards={cards} shown={shown} mayChange={props.mayMove} />
      )}
      <ul className={place?.before === null ? 'cg-mod-end' : undefined}>
        {shown.map((task, at) => (
          <Card
            key={task.id}
            {...props}
            task={task}
            before={place?.before === task.id}
            onOver={event =>
              over(event, inUpperHalf(event) ? task.id : (shown[at + 1]?.id ?? null))
            }
          />
        ))}
      </ul>
      {shown.length === 0 && props.headed && (
        <p className="cg-column-empty">
          {cards.length === 0
            ? trans.__('Nothing here')
            : trans.__('Nothing that the filter shows')}
        </p>
      )}
    </section>
  );
}

function inUpperHalf(event: DragEvent<HTMLElement>): boolean {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  return event.clientY < top + height / 2;
}
