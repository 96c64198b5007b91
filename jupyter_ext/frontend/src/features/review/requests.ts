/** Requests about the review queue. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { ReviewItem } from './wire';
import { queueOf } from './wire';

/** What waits for the owner, in the order in which to look at it. */
export async function fetchReview(server: Server): Promise<ReviewItem[]> {
  return queueOf((await server.get('/review')).items);
}
