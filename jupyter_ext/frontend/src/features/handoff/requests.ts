/** Requests about the handoff since the last visit. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { Handoff } from './wire';
import { handoffOf } from './wire';

/** Today's handoff as one file of HTML, in this browser's time zone unless the member set one. */
export function fetchHandoffPage(server: Server): Promise<string> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return server.text('/handoff/page', { query: { zone } });
}

/** Handoffs that one acknowledgement may name. */
const MOST = 200;

export class HandoffRequests {
  constructor(private readonly _server: Server) {}

  /** What came since the last visit, in this browser’s time zone unless the member set one. */
  async handoff(zone: string): Promise<Handoff> {
    const query = { for: 'since', zone };
    return handoffOf(await this._server.get('/handoff', { query }));
  }

  /** Acknowledge up to the handoff’s end; the restatement is for everybody. */
  async acknowledgeHandoff(handoff: Handoff, restated: string): Promise<void> {
    const { until, written } = handoff;
    const body = { until, restated, handoffs: written.slice(-MOST) };
    await this._server.post('/handoff/acknowledge', body);
  }
}
