/** Requests about the review queue. Each throws a Problem when it fails. */

import { field } from '../../api/answer';
import type { Server } from '../../api/server';
import type { ReviewItem } from './wire';
import { parseReview } from './wire';

/** What waits for the owner, in the order in which to look at it. */
export async function fetchReview(server: Server): Promise<ReviewItem[]> {
  return parseReview(field(await server.get('review'), 'items'));
}
