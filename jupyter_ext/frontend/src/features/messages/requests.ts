/** Requests about messages. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type { Turn } from '../../api/wire/turn';
import { turnOf } from '../../api/wire/turn';
import type { Inbox, Message } from './wire';
import { inboxOf, messageOf } from './wire';

/** Messages that concern this member, most urgent first. */
export async function fetchInbox(server: Server): Promise<Inbox> {
  return inboxOf(await server.get('/inbox'));
}

/** Any message, which need not concern this member: every one of the team may be read. */
export async function fetchMessage(
  server: Server,
  id: string,
  you: string
): Promise<Message> {
  const { message } = await server.get('/messages/{message_id}', {
    ids: { message_id: id }
  });
  const concerns = { todo: null, unread: false, overdue: false };
  return messageOf({ ...message, ...concerns, mine: message.author === you });
}

/** Show the model what was answered, and let it go on. The result is the new turn. */
export async function goOn(server: Server, message: string): Promise<Turn> {
  const ids = { message_id: message };
  return turnOf((await server.post('/messages/{message_id}/go-on', {}, ids)).turn);
}
