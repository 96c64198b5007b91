/** Requests about the team. Each throws a Problem when it fails. */

import { admit, field } from '../../api/answer';
import { asList } from '../../api/guards';
import type { Server } from '../../api/server';
import type { Member } from '../../api/wire/member';
import { parseMember } from '../../api/wire/member';
import type { ServerStatus } from '../../api/wire/status';
import { parseStatus } from '../../api/wire/status';
import type { People, SuggestedAreas } from './wire';
import { parsePeople, parseSuggested } from './wire';

export class TeamRequests {
  constructor(private readonly _server: Server) {}

  async status(): Promise<ServerStatus> {
    return admit(parseStatus(await this._server.get('status')));
  }

  async members(): Promise<Member[]> {
    return asList(field(await this._server.get('members'), 'members'), parseMember);
  }

  async people(): Promise<People> {
    return admit(parsePeople(await this._server.get('people')));
  }

  async suggestedAreas(): Promise<SuggestedAreas> {
    return admit(parseSuggested(await this._server.get('areas/suggested')));
  }
}
