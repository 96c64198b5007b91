/** The request about what was spent. Throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { CostAnswer } from '../../api/wire/types';

/** The last two weeks, as far as this member sees them. */
export function fetchCost(server: Server): Promise<CostAnswer> {
  return server.get('/cost');
}
