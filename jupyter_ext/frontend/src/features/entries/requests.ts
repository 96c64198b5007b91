/** Requests about entries, and the way every command goes out. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { Command } from '../../api/wire/command';
import type { Revision } from '../../api/wire/entry';
import { revisionOf } from '../../api/wire/entry';
import type { ChoiceView } from '../../api/wire/types';
import type { Entry } from '../../core/entry';
import { entriesOf } from '../../core/entry';
import type { Consequences } from './wire';
import { consequencesOf } from './wire';

/** Characters of a cell that are looked at. */
const LONGEST = 1_000;

/** What a command did: its entry as the server has it now, and the thing it is about. */
export interface CommandResult {
  readonly entry: Entry | null;
  readonly thing: string | null;
}

export class EntryRequests {
  constructor(private readonly _server: Server) {}

  async entries(room: 'team' | 'mine'): Promise<Entry[]> {
    return entriesOf((await this._server.get('/entries', { query: { room } })).entries);
  }

  /** The versions of an entry that left its live document, oldest first. */
  async history(entry: string): Promise<Revision[]> {
    const ids = { entry_id: entry };
    const answer = await this._server.get('/entries/{entry_id}/history', { ids });
    return answer.revisions.map(revisionOf);
  }

  /** What concerns a text and a notebook, best first. */
  async relevant(text: string, path: string | null): Promise<readonly ChoiceView[]> {
    const query = { text: text.slice(0, LONGEST), ...(path === null ? {} : { path }) };
    return (await this._server.get('/relevant', { query })).selection.chosen;
  }

  async command(command: Command): Promise<CommandResult> {
    const { entry, thing = null } = await this._server.command(command);
    return { entry: entry === null ? null : (entriesOf([entry])[0] ?? null), thing };
  }

  /** What a command would do. Nothing is written. */
  async preview(command: Command): Promise<Consequences> {
    return consequencesOf(await this._server.post('/preview', command));
  }
}
