/** Requests about sprints. Each throws a Problem when it fails. */

import { admit } from '../../api/answer';
import type { Server } from '../../api/server';
import type { Sprint } from './wire';
import { parseSprint } from './wire';

/** The sprint that runs, or the newest with that goal; null where there is none. */
export async function fetchSprint(
  server: Server,
  goal: string | null
): Promise<Sprint | null> {
  const answer = await server.get('sprint', goal === null ? {} : { goal });
  const found = parseSprint(answer);
  return found === undefined ? admit(null) : found;
}
