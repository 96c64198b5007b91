/** Requests about who presents. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { PresentationView } from '../../api/wire/types';

/** Where a presenter is: a notebook, and a cell of it. */
export interface Place {
  readonly path: string;
  readonly cell: string | null;
}

export type Presentation = PresentationView;

export class MeetingRequests {
  constructor(private readonly _server: Server) {}

  /** Everybody who presents now. */
  async presentations(): Promise<readonly Presentation[]> {
    return (await this._server.get('/meeting')).presentations;
  }

  /** Tell the others where this member is; null: they present no more. */
  async present(place: Place | null): Promise<void> {
    await this._server.post('/meeting', place ?? { path: null });
  }
}
