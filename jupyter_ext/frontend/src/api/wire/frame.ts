/** Text frames of the feed. */

import { isShaped } from '../check';
import { isRecord } from '../guards';
import { EVENTS } from './schemas';
import type { Turn } from './turn';
import { turnOf } from './turn';
import type { FeedEvent, HelloEvent, RoomView, TurnEvent } from './types';

/** A room of the feed; another generation means another document. */
export type RoomName = RoomView;

/** A text frame of the feed, with turns as they are kept. */
export type Frame =
  | Exclude<FeedEvent, HelloEvent | TurnEvent>
  | (Omit<HelloEvent, 'active'> & { readonly active: readonly Turn[] })
  | (Omit<TurnEvent, 'turn'> & { readonly turn: Turn });

/** A text frame, or null for anything that this version does not know or that is broken. */
export function readFrame(text: string): Frame | null {
  const event = eventIn(text);
  switch (event?.type) {
    case undefined:
      return null;
    case 'hello':
      return { ...event, active: event.active.map(turnOf) };
    case 'turn':
      return { ...event, turn: turnOf(event.turn) };
    default:
      return event ?? null;
  }
}

function eventIn(text: string): FeedEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const type = isRecord(value) ? value['type'] : null;
  if (typeof type !== 'string' || !Object.hasOwn(EVENTS, type)) {
    return null;
  }
  return isShaped(EVENTS[type as FeedEvent['type']], value)
    ? (value as FeedEvent)
    : null;
}
