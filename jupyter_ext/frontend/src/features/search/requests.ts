/** The request that looks for something. Throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { Findings, Wanted } from './wire';

export async function find(server: Server, wanted: Wanted): Promise<Findings> {
  return server.post('/find', wanted);
}
