/** Text frames of the feed. */

import type { CommandAnswer } from '../command';
import { asList, asNumber, asText, asTexts, isRecord } from '../guards';
import type { Dispute } from './entry';
import { parseDispute } from './entry';
import type { Member } from './member';
import { parseMember } from './member';
import type { Health } from './status';
import { parseHealth } from './status';
import type { Turn } from './turn';
import { parseTurn } from './turn';

/** A room of the feed; another generation means another document. */
export interface RoomName {
  readonly name: string;
  readonly generation: number;
}

/** A text frame of the feed. */
export type Frame =
  | {
      readonly type: 'hello';
      readonly user: Member;
      readonly rooms: readonly RoomName[];
      /** Whether commands may be sent on this socket. */
      readonly commands: boolean;
      readonly active: readonly Turn[];
    }
  | { readonly type: 'presence'; readonly members: readonly Member[] }
  | { readonly type: 'turn'; readonly turn: Turn }
  | {
      readonly type: 'delta';
      readonly turn: string;
      readonly seq: number;
      readonly text: string;
    }
  | { readonly type: 'health'; readonly store: Health }
  /** Your role or the rooms that reach you have changed. */
  | {
      readonly type: 'you';
      readonly user: Member;
      readonly rooms: readonly RoomName[];
    }
  | { readonly type: 'disputes'; readonly items: readonly Dispute[] }
  | {
      readonly type: 'facts';
      /** Ids of messages, comparisons, sprints … of which something new was said. */
      readonly about: readonly string[];
      readonly names: readonly string[];
    }
  | ({ readonly type: 'answer' } & CommandAnswer);

function parseRoom(value: unknown): RoomName | null {
  if (!isRecord(value) || asText(value['name']) === '') {
    return null;
  }
  return { name: asText(value['name']), generation: asNumber(value['generation']) };
}

/** A text frame, or null for anything that this version does not know. */
export function parseFrame(text: string): Frame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) {
    return null;
  }
  switch (value['type']) {
    case 'hello': {
      const user = parseMember(value['user']);
      return user === null
        ? null
        : {
            type: 'hello',
            user,
            rooms: asList(value['rooms'], parseRoom),
            commands: value['commands'] === true,
            active: asList(value['active'], parseTurn)
          };
    }
    case 'presence':
      return { type: 'presence', members: asList(value['members'], parseMember) };
    case 'turn': {
      const turn = parseTurn(value['turn']);
      return turn === null ? null : { type: 'turn', turn };
    }
    case 'delta': {
      const turn = asText(value['turn']);
      const seq = asNumber(value['seq']);
      return turn === '' || seq < 1
        ? null
        : { type: 'delta', turn, seq, text: asText(value['text']) };
    }
    case 'health':
      return { type: 'health', store: parseHealth(value['store']) };
    case 'you': {
      const user = parseMember(value['user']);
      return user === null
        ? null
        : { type: 'you', user, rooms: asList(value['rooms'], parseRoom) };
    }
    case 'disputes':
      return { type: 'disputes', items: asList(value['items'], parseDispute) };
    case 'facts':
      return {
        type: 'facts',
        about: asTexts(value['about']),
        names: asTexts(value['names'])
      };
    case 'answer':
      return {
        type: 'answer',
        id: asText(value['id']),
        status: asNumber(value['status']),
        outcome: value['outcome'],
        error: value['error']
      };
    default:
      return null;
  }
}
