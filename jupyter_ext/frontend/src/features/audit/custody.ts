/** What is asked about all that the server keeps: to take a text out of it, and to save a copy. */

import type { Server } from '../../api/server';
import type { Redaction, Rescue } from './wire';

export class Custody {
  constructor(private readonly _server: Server) {}

  /** Take a leaked text out of everything, for good. Throws a Problem. */
  async redact(text: string, reason: string): Promise<Redaction> {
    return this._server.post('/redactions', { text, reason });
  }

  /** Have the server write all that it holds to a new file. For admins. Throws a Problem. */
  async rescue(): Promise<Rescue> {
    return this._server.post('/rescue', {});
  }
}
