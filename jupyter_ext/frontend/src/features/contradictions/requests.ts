/** The request for what an entry is near to. Throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { NearView } from '../../api/wire/types';

export type Near = NearView;

export async function fetchNear(
  server: Server,
  revision: string
): Promise<readonly Near[]> {
  return (await server.get('/near', { query: { revision } })).near;
}
