/** Requests about the team. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { GivenLink, NearbyAnswer } from '../../api/wire/types';
import type { ServerStatus } from '../../api/wire/status';
import type { InvitedRole } from './people';
import type { People, Presence, SuggestedAreas } from './wire';
import { peopleOf, presenceOf } from './wire';

export class TeamRequests {
  constructor(private readonly _server: Server) {}

  async status(): Promise<ServerStatus> {
    return this._server.get('/status');
  }

  async members(): Promise<Presence[]> {
    return (await this._server.get('/members')).members.map(presenceOf);
  }

  async people(): Promise<People> {
    return peopleOf(await this._server.get('/people'));
  }

  /** A personal link for somebody who was never here. */
  async invite(name: string, role: InvitedRole): Promise<GivenLink> {
    return this._server.post('/invitations', { name, role });
  }

  /** Servers of models on the server’s machine, as far as this member is told. */
  async nearby(): Promise<NearbyAnswer> {
    return this._server.get('/models/nearby');
  }

  async suggestedAreas(): Promise<SuggestedAreas> {
    return this._server.get('/areas/suggested');
  }
}
