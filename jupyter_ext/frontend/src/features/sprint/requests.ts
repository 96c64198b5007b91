/** Requests about sprints. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { Burndown, Sprint } from './wire';
import { sprintOf } from './wire';

/** The sprint that runs, with its board and review, as one file of HTML. */
export function fetchSprintPage(server: Server): Promise<string> {
  return server.text('/sprint/page');
}

/** The sprint that runs, or the newest with that goal; null where there is none. */
export async function fetchSprint(
  server: Server,
  goal: string | null
): Promise<Sprint | null> {
  return sprintOf(
    await server.get('/sprint', goal === null ? {} : { query: { goal } })
  );
}

/** What was left at the end of each day. */
export function fetchBurndown(server: Server, goal: string | null): Promise<Burndown> {
  return server.get('/sprint/burndown', goal === null ? {} : { query: { goal } });
}
