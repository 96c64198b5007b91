/** The request that takes a leaked text out. */

import { field } from '../../api/answer';
import { asNumber } from '../../api/guards';
import type { Server } from '../../api/server';
import type { Redaction } from './wire';

/** Take a text out of everything that the server keeps, for good. Throws a Problem. */
export async function redact(
  server: Server,
  text: string,
  reason: string
): Promise<Redaction> {
  const answer = await server.post('redactions', { text, reason });
  return {
    versions: asNumber(field(answer, 'versions')),
    turns: asNumber(field(answer, 'turns')),
    clean: field(answer, 'clean') === true
  };
}
