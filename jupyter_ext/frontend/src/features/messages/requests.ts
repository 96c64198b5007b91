/** Requests about messages. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { Turn } from '../../api/wire/turn';
import { turnOf } from '../../api/wire/turn';
import type { Inbox } from './wire';
import { inboxOf } from './wire';

/** Messages that concern this member, most urgent first. */
export async function fetchInbox(server: Server): Promise<Inbox> {
  return inboxOf(await server.get('/inbox'));
}

/** Show the model what was answered, and let it go on. The result is the new turn. */
export async function goOn(server: Server, message: string): Promise<Turn> {
  const ids = { message_id: message };
  return turnOf((await server.post('/messages/{message_id}/go-on', {}, ids)).turn);
}
