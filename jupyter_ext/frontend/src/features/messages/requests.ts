/** Requests about messages. Each throws a Problem when it fails. */

import { admit, field } from '../../api/answer';
import type { Server } from '../../api/server';
import type { Turn } from '../../api/wire/turn';
import { parseTurn } from '../../api/wire/turn';
import type { Inbox } from './wire';
import { parseInbox } from './wire';

/** Messages that concern this member, most urgent first. */
export async function fetchInbox(server: Server): Promise<Inbox> {
  return admit(parseInbox(await server.get('inbox')));
}

/** Show the model what was answered, and let it go on. The result is the new turn. */
export async function goOn(server: Server, message: string): Promise<Turn> {
  const route = `messages/${encodeURIComponent(message)}/go-on`;
  return admit(parseTurn(field(await server.post(route), 'turn')));
}
