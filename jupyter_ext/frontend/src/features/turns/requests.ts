/** Requests about turns and threads. Each throws a Problem when it fails. */

import { admit, field } from '../../api/answer';
import { asList, asNumber } from '../../api/guards';
import type { Server } from '../../api/server';
import type { Turn, Visibility } from '../../api/wire/turn';
import { parseTurn } from '../../api/wire/turn';
import type { Thread } from './wire';
import { parseThread } from './wire';

/** Turns of one answer of the server. */
const PAGE = 50;

export interface TurnPage {
  readonly turns: readonly Turn[];
  readonly more: boolean;
}

export class TurnRequests {
  constructor(private readonly _server: Server) {}

  /** The newest turns, or those before the one with that id. */
  async turns(before?: string): Promise<TurnPage> {
    const limit = String(PAGE);
    const query = before === undefined ? { limit } : { limit, before };
    const answer = await this._server.get('turns', query);
    return {
      turns: asList(field(answer, 'turns'), parseTurn),
      more: field(answer, 'more') === true
    };
  }

  /** A turn with its text so far and the number of deltas that the text contains. */
  async turn(id: string): Promise<{ turn: Turn; seq: number }> {
    const answer = await this._server.get(`turns/${encodeURIComponent(id)}`);
    return {
      turn: admit(parseTurn(field(answer, 'turn'))),
      seq: asNumber(field(answer, 'seq'))
    };
  }

  /** Ask the model; `thread` is the id of the thread that it is asked in. */
  async ask(question: string, visibility: Visibility, thread?: string): Promise<Turn> {
    const said = { question, visibility };
    const body = thread === undefined ? said : { ...said, thread };
    return admit(parseTurn(field(await this._server.post('turns', body), 'turn')));
  }

  async stop(id: string): Promise<Turn> {
    const route = `turns/${encodeURIComponent(id)}/stop`;
    return admit(parseTurn(field(await this._server.post(route), 'turn')));
  }

  /** Threads with the model, the one used last first. */
  async threads(): Promise<Thread[]> {
    return asList(field(await this._server.get('threads'), 'threads'), parseThread);
  }
}
