/** How much room is left in a field, counted in characters as the server counts them. */

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
        ? `${props.excess.toLocaleString()} characters too many (at most ${props.limit.toLocaleString()})`
        : `${used.toLocaleString()} of ${props.limit.toLocaleString()} characters`}
    </span>
  );
}

/** Characters as the server counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}
