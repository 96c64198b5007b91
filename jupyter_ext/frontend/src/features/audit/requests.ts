/** The request that takes a leaked text out. */

import type { Server } from '../../api/server';
import type { Redaction } from './wire';

/** Take a text out of everything that the server keeps, for good. Throws a Problem. */
export async function redact(
  server: Server,
  text: string,
  reason: string
): Promise<Redaction> {
  return server.post('/redactions', { text, reason });
}
