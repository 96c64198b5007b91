/** Requests about entries, and the way every command goes out. Each throws a Problem when it fails. */

import { admit, field } from '../../api/answer';
import { asList, asTextOrNull } from '../../api/guards';
import type { Server } from '../../api/server';
import type { Command } from '../../api/wire/command';
import type { Revision } from '../../api/wire/entry';
import { parseRevision } from '../../api/wire/entry';
import type { Entry } from '../../core/entry';
import { parseEntries } from '../../core/entry';
import type { Consequences } from './wire';
import { parseConsequences } from './wire';

/** What a command did: its entry as the server has it now, and the thing it is about. */
export interface CommandResult {
  readonly entry: Entry | null;
  readonly thing: string | null;
}

export class EntryRequests {
  constructor(private readonly _server: Server) {}

  async entries(room: 'team' | 'mine'): Promise<Entry[]> {
    return parseEntries(field(await this._server.get('entries', { room }), 'entries'));
  }

  /** The versions of an entry that left its live document, oldest first. */
  async history(entry: string): Promise<Revision[]> {
    const route = `entries/${encodeURIComponent(entry)}/history`;
    const answer = await this._server.get(route);
    return asList(field(answer, 'revisions'), one => parseRevision(one));
  }

  async command(command: Command): Promise<CommandResult> {
    const answer = await this._server.command(command);
    const entry = field(answer, 'entry');
    return {
      entry: entry === null ? null : admit(parseEntries([entry])[0] ?? null),
      thing: asTextOrNull(field(answer, 'thing'))
    };
  }

  /** What a command would do. Nothing is written. */
  async preview(command: Command): Promise<Consequences> {
    return admit(parseConsequences(await this._server.post('preview', command)));
  }
}
