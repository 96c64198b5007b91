/** Where the days of a burndown lie in its drawing, and the same in a sentence. Pure. */

import { trans } from '../../core/trans';
import { amountOf } from './sprint';
import type { Burndown } from './wire';

type Day = Burndown['days'][number];

/** The drawing, in its own units: it is as wide as there is room. */
export const WIDTH = 480;
export const HEIGHT = 200;
export const EDGE = { left: 36, right: 8, top: 8, bottom: 22 };

/** The whole picture in a sentence, for who does not see it. */
export function burndownSaid({ days, unit }: Burndown): string {
  const known = days.filter(isKnown);
  const last = known.at(-1);
  if (last === undefined) {
    return trans.__('Burndown: nothing is recorded yet.');
  }
  const said = trans.__(
    'Burndown: %1 of %2 left on %3',
    String(last.left),
    amountOf(last.scope, unit),
    last.day
  );
  const { ideal } = last;
  if (ideal === null) {
    return `${said}.`;
  }
  const apart = Math.round((last.left - ideal) * 100) / 100;
  return apart > 0
    ? trans.__('%1; that is %2 more than at an even pace.', said, apart)
    : trans.__('%1; that is %2 less than at an even pace.', said, -apart);
}

function isKnown(day: Day): day is Day & { left: number; scope: number } {
  return day.left !== null && day.scope !== null;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the days of a line lie; without those of which nothing is known. */
export function pointsOf(
  days: readonly Day[],
  most: number,
  value: (day: Day) => number | null
): Point[] {
  const wide = WIDTH - EDGE.left - EDGE.right;
  const high = HEIGHT - EDGE.top - EDGE.bottom;
  return days.flatMap((day, at) => {
    const amount = value(day);
    return amount === null
      ? []
      : [
          {
            x: EDGE.left + (days.length === 1 ? 0 : (at / (days.length - 1)) * wide),
            y: EDGE.top + high * (1 - amount / most)
          }
        ];
  });
}
