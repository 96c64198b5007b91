/** Requests about the team. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type {
  ClientTokensAnswer,
  ClientTokenView,
  GivenLink,
  NearbyAnswer,
  NewClientToken
} from '../../api/wire/types';
import type { ServerStatus } from '../../api/wire/status';
import type { ClientScope } from './clients';
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

  /** The tokens of this member’s own clients. */
  async clientTokens(): Promise<ClientTokensAnswer> {
    return this._server.get('/mcp/tokens');
  }

  /** A token for a client of this member’s; its secret is told this once. */
  async makeClientToken(
    client: string,
    scopes: readonly ClientScope[],
    days: number
  ): Promise<NewClientToken> {
    return this._server.post('/mcp/tokens', { client, scopes, days });
  }

  /** It opens nothing any more, at once. */
  async revokeClientToken(id: string): Promise<ClientTokenView> {
    return this._server.post('/mcp/tokens/{id}/revoke', {}, { id });
  }

  async suggestedAreas(): Promise<SuggestedAreas> {
    return this._server.get('/areas/suggested');
  }
}
