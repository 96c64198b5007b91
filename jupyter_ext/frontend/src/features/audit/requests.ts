/** The requests that take a leaked text out, and that write what the server holds to a new file. */

import type { Server } from '../../api/server';
import type { Redaction, Rescue } from './wire';

/** Take a text out of everything that the server keeps, for good. Throws a Problem. */
export async function redact(
  server: Server,
  text: string,
  reason: string
): Promise<Redaction> {
  return server.post('/redactions', { text, reason });
}

/** Write all that the server holds to a new file on its machine. For admins. Throws a Problem. */
export async function rescue(server: Server): Promise<Rescue> {
  return server.post('/rescue', {});
}
