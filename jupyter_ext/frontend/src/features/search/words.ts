/** How times are said. */

import { trans } from '../../core/trans';

/** The times that one can choose, each as the server reads it. */
export function times(): readonly (readonly [string, string])[] {
  return [
    ['', trans.__('Any time')],
    ['1d', trans.__('Last day')],
    ['7d', trans.__('Last week')],
    ['1m', trans.__('Last month')],
    ['1y', trans.__('Last year')]
  ];
}
