/** How much room is left in a field, counted in characters as the server counts them. */

import { trans } from '../core/trans';

export interface Limits {
  readonly title: number;
  readonly body: number;
}

/** How much room is left; silent until it matters. */
export function Room(props: {
  id: string;
  limit: number;
  excess: number;
}): JSX.Element {
  const used = props.limit + props.excess;
  const near = used > props.limit * 0.8;
  return (
    <span
      id={props.id}
      className={`cg-room${props.excess > 0 ? ' cg-mod-bad' : ''}${near ? '' : ' cg-visually-hidden'}`}
    >
      {props.excess > 0
        ? trans.__(
            '%1 characters too many (at most %2)',
            props.excess.toLocaleString(),
            props.limit.toLocaleString()
          )
        : trans.__(
            '%1 of %2 characters',
            used.toLocaleString(),
            props.limit.toLocaleString()
          )}
    </span>
  );
}

/** Characters as the server counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}
