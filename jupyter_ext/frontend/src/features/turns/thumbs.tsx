/** Thumbs under an answer: how many, whose, and one's own. */

import { trans } from '../../core/trans';
import { thumbIcon } from '../../ui/icons';
import type { Rating, Thumb } from './wire';

/** Who gave that thumb, by how they are displayed. */
export function whose(
  ratings: readonly Rating[],
  value: Thumb,
  nameOf: (username: string) => string
): string {
  return ratings
    .filter(rating => rating.value === value)
    .map(rating => nameOf(rating.by))
    .join(', ');
}

export function Thumbs(props: {
  ratings: readonly Rating[];
  nameOf: (username: string) => string;
  you: string;
  /** Null for those who only read. */
  onRate: ((value: Thumb | null) => void) | null;
}): JSX.Element {
  const { ratings, you, onRate } = props;
  const own = ratings.find(rating => rating.by === you)?.value ?? null;
  return (
    <span className="cg-thumbs">
      {(['up', 'down'] as const).map(value => {
        const names = whose(ratings, value, props.nameOf);
        const count = ratings.filter(rating => rating.value === value).length;
        const word = value === 'up' ? trans.__('Good answer') : trans.__('Bad answer');
        const label = names === '' ? word : trans.__('%1: %2', word, names);
        return (
          <button
            key={value}
            type="button"
            className={`cg-button cg-mod-plain cg-thumb cg-mod-${value}`}
            aria-label={label}
            title={label}
            aria-pressed={own === value}
            aria-disabled={onRate === null}
            data-testid={`cg-thumb-${value}`}
            onClick={() => onRate?.(own === value ? null : value)}
          >
            <thumbIcon.react tag="span" className="cg-icon" />
            {count > 0 && <span>{count}</span>}
          </button>
        );
      })}
    </span>
  );
}
