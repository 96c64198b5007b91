/** Requests about proposed changes of cells. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { Decided, Proposal, Verdict } from './wire';

export class EditRequests {
  constructor(private readonly _server: Server) {}

  /** What is proposed for a notebook, oldest first. */
  async proposals(path: string): Promise<readonly Proposal[]> {
    return (await this._server.get('/edits', { query: { path } })).proposals;
  }

  /** Accept or refuse one change. */
  decide(proposal: string, edit: string, verdict: Verdict): Promise<Decided> {
    const ids = { proposal_id: proposal };
    return this._server.post('/edits/{proposal_id}/decide', { edit, ...verdict }, ids);
  }

  /** Take back all that was accepted of a proposal. */
  undo(proposal: string): Promise<Decided> {
    return this._server.post(
      '/edits/{proposal_id}/undo',
      {},
      { proposal_id: proposal }
    );
  }
}
