/** Requests about turns and threads. Each throws a Problem when it fails. */

import type { Known } from './known';
import type { AskWish } from './question';
import type { Server } from '../../api/server';
import type { Turn, Visibility } from '../../api/wire/turn';
import { turnOf } from '../../api/wire/turn';
import type { OfferView, PromptAnswer, ToolView } from '../../api/wire/types';
import type { NameOffers } from '../../ui/naming';
import type { Decision, ExportForm, Rating, Thread, Thumb, Wish } from './wire';

/** Turns of one answer of the server. */
const PAGE = 50;

export interface TurnPage {
  readonly turns: readonly Turn[];
  readonly more: boolean;
}

/** Ask a question without a proposed entry, and as if it held. Throws a Problem. */
export async function tryEntry(
  server: Server,
  entry: string,
  question: string
): Promise<readonly [Turn, Turn]> {
  const both = await server.post('/trials', { entry, question });
  return [turnOf(both.without), turnOf(both.holding)];
}

export class TurnRequests {
  constructor(private readonly _server: Server) {}

  /** The newest turns, or those before the one with that id. */
  async turns(before?: string): Promise<TurnPage> {
    const limit = String(PAGE);
    const query = before === undefined ? { limit } : { limit, before };
    const { turns, more } = await this._server.get('/turns', { query });
    return { turns: turns.map(turnOf), more };
  }

  /** A turn with its text so far and the number of deltas that the text contains. */
  async turn(id: string): Promise<{ turn: Turn; seq: number }> {
    const ids = { turn_id: id };
    const { turn, seq } = await this._server.get('/turns/{turn_id}', { ids });
    return { turn: turnOf(turn), seq };
  }

  /** Ask the model, in the thread of that id, or as is wished. */
  async ask(
    question: string,
    visibility: Visibility,
    where: AskWish & { thread?: string } = {}
  ): Promise<Turn> {
    const body = { question, visibility, ...where };
    return turnOf((await this._server.post('/turns', body)).turn);
  }

  /** What the model would get for a question of this member's; nothing is asked. */
  prompt(question: string, visibility: Visibility): Promise<PromptAnswer> {
    return this._server.post('/prompt', { question, visibility });
  }

  /** What answers a question of this member's already; null in any doubt. */
  async askedBefore(question: string, visibility: Visibility): Promise<Known | null> {
    const body = { question, visibility };
    return (await this._server.post('/asked-before', body)).before;
  }

  /** Ask on from an answer, as privately as the answer is. */
  async followUp(
    follows: string,
    question: string,
    visibility: Visibility
  ): Promise<Turn> {
    const body = { question, visibility, follows };
    return turnOf((await this._server.post('/turns', body)).turn);
  }

  /** Ask the same question once more. */
  async again(id: string, wish: Wish): Promise<Turn> {
    const ids = { turn_id: id };
    return turnOf((await this._server.post('/turns/{turn_id}/again', wish, ids)).turn);
  }

  /** The models that a question may name, the usual one first. */
  async models(): Promise<readonly OfferView[]> {
    return (await this._server.get('/models')).models;
  }

  /** The names of the skills that somebody of the team has agreed to. */
  async skills(): Promise<readonly string[]> {
    const { skills } = await this._server.get('/skills');
    const agreed = skills.filter(one => one.usable && one.agreed !== null);
    return agreed.map(({ name }) => name);
  }

  /** The tools of the model, and how far each may be allowed. */
  async tools(): Promise<readonly ToolView[]> {
    return (await this._server.get('/tools')).tools;
  }

  /** What the name at the end of a text, which is being written, may become. */
  async names(text: string): Promise<NameOffers> {
    const { begun, references } = await this._server.post('/references', { text });
    return { begun, offers: references };
  }

  /** A thread, or a question with those that it goes on from, as a file. */
  exported(of: 'threads' | 'turns', id: string, form: ExportForm): Promise<string> {
    return of === 'threads'
      ? this._server.text('/threads/{thread_id}/export', {
          ids: { thread_id: id },
          query: { form }
        })
      : this._server.text('/turns/{turn_id}/export', {
          ids: { turn_id: id },
          query: { form }
        });
  }

  /** Thumbs that stand for all turns that this member may see. */
  async ratings(): Promise<ReadonlyMap<string, readonly Rating[]>> {
    const found = new Map<string, Rating[]>();
    for (const rating of (await this._server.get('/ratings')).ratings) {
      found.set(rating.turn, [...(found.get(rating.turn) ?? []), rating]);
    }
    return found;
  }

  /** Give a turn a thumb, or take it back. */
  async rate(id: string, value: Thumb | null): Promise<void> {
    await this._server.post('/turns/{turn_id}/rating', { value }, { turn_id: id });
  }

  /** Allow or decline what a tool proposed. */
  async decide(id: string, call: string, decision: Decision): Promise<Turn> {
    const ids = { turn_id: id, call_id: call };
    const path = '/turns/{turn_id}/calls/{call_id}';
    return turnOf((await this._server.post(path, decision, ids)).turn);
  }

  async stop(id: string): Promise<Turn> {
    const ids = { turn_id: id };
    const { turn } = await this._server.post('/turns/{turn_id}/stop', {}, ids);
    return turnOf(turn);
  }

  /** Threads with the model, the one used last first. */
  async threads(): Promise<readonly Thread[]> {
    return (await this._server.get('/threads')).threads;
  }
}
