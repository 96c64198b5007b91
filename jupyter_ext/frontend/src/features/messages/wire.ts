/** Messages of one member’s inbox as the server answers them. */

import type { InboxAnswer, InboxItem, MessageLine } from '../../api/wire/types';

export type MessageKind = InboxItem['kind'];

export type Todo = NonNullable<InboxItem['todo']>;

export type MessageState = InboxItem['state'];

/** Something said in a message's thread. `entry` is the discussion an answer became part of. */
export type Line = MessageLine;

export type LineKind = Line['kind'];

/** What a handoff carries; an empty text where it says nothing. */
export type Parts = Required<InboxItem['parts']>;

/** A message as it concerns a member; `to` holds `@username`, `#area` and `@all`. */
export type Message = Omit<
  InboxItem,
  'acknowledged' | 'overdue' | 'parts' | 'waits_for'
> & {
  /** Who said that they saw it. */
  readonly acknowledged: readonly string[];
  readonly parts: Parts;
  readonly waitsFor: readonly string[];
};

export interface Inbox {
  readonly items: readonly Message[];
  /** Whom one can address. */
  readonly members: readonly string[];
  readonly areas: readonly string[];
}

export function inboxOf({ items, members, areas }: InboxAnswer): Inbox {
  return { items: items.map(messageOf), members, areas };
}

const NO_PARTS: Parts = {
  schema: '',
  interface: '',
  examples: '',
  files: [],
  left: ''
};

export function messageOf(wire: InboxItem): Message {
  return {
    ...wire,
    parts: { ...NO_PARTS, ...wire.parts },
    acknowledged: Object.keys(wire.acknowledged),
    waitsFor: wire.waits_for
  };
}
