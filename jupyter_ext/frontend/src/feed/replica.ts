/**
 * Local replicas of the server's documents, one per room, and the entries read out of them. Only the
 * server writes: a replica applies updates and never sends any.
 */

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import {
  messageYjsSyncStep2,
  messageYjsUpdate,
  readSyncStep2,
  writeSyncStep1
} from 'y-protocols/sync';
import * as Y from 'yjs';
import type { EntryRecord, Revision } from '../api/wire/entry';
import { parseEntryRecord, parseRevision } from '../api/wire/entry';
import type { RoomName } from '../api/wire/frame';
import type { Person } from '../api/wire/member';
import { parsePerson } from '../api/wire/member';
import type { Entry } from '../core/entry';
import { assemble, mergeEntries } from '../core/entry';
import type { Mark } from '../core/marks';
import { marksIn } from '../core/marks';
import { settingIn } from '../core/ownsetting';
import type { Wish } from '../core/wish';
import { wishIn } from '../core/wish';

const SYNC = 0;
export const TEAM = 'team';
const AREA = 'area:';

/** Whether a room is read by the team, or by an area of it. */
export function isShared(room: string): boolean {
  return room === TEAM || room.startsWith(AREA);
}

/** A frame of the feed: the room, then a message of the y-protocols. */
function frameOf(room: string, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, room);
  encoding.writeVarUint(encoder, SYNC);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export class Replica {
  constructor(readonly generation: number) {}

  readonly doc = new Y.Doc();
  /** Whether the server's state has arrived once. */
  synced = false;

  /** The frame that asks the server for everything that this replica lacks. */
  hello(room: string): Uint8Array {
    return frameOf(room, encoder => writeSyncStep1(encoder, this.doc));
  }

  /** The room's entries; cached until the next update. */
  entries(): Entry[] {
    this._entries ??= readEntries(this.doc);
    return this._entries;
  }

  /** The people whom the room's document names. */
  people(): Map<string, Person> {
    this._people ??= readPeople(this.doc);
    return this._people;
  }

  /** What the member wishes to follow, in a room of their own. */
  wish(): Wish {
    return wishIn(rows(this.doc, 'settings'));
  }

  /** The value of a setting of this room; null where there is none. */
  setting(name: string): unknown {
    return settingIn(rows(this.doc, 'settings'), name);
  }

  /** The entries that settings of this room mark so; cached until the next update. */
  marks(mark: Mark): ReadonlySet<string> {
    const known = this._marks.get(mark) ?? marksIn(rows(this.doc, 'settings'), mark);
    this._marks.set(mark, known);
    return known;
  }

  /** Apply the rest of a sync message; whether it brought anything. Throws where it is broken. */
  receive(decoder: decoding.Decoder): boolean {
    const step = decoding.readVarUint(decoder);
    if (step !== messageYjsSyncStep2 && step !== messageYjsUpdate) {
      return false;
    }
    const first = !this.synced && step === messageYjsSyncStep2;
    const changed = this._apply(decoder);
    if (first || changed) {
      this.synced ||= first;
      this._entries = null;
      this._people = null;
      this._marks.clear();
    }
    return first || changed;
  }

  private _apply(decoder: decoding.Decoder): boolean {
    let changed = false;
    const note = (): void => void (changed = true);
    this.doc.on('update', note);
    try {
      readSyncStep2(decoder, this.doc, 'feed', error => {
        throw error;
      });
    } finally {
      this.doc.off('update', note);
    }
    return changed;
  }

  private _entries: Entry[] | null = null;
  private _people: Map<string, Person> | null = null;
  private readonly _marks = new Map<Mark, ReadonlySet<string>>();
}

export class Replicas {
  get(room: string): Replica | undefined {
    return this._rooms.get(room);
  }

  /**
   * The entries of all shared rooms together; null until the team's own room has arrived. The same
   * list again for as long as no room has changed.
   */
  shared(): readonly Entry[] | null {
    if (this._rooms.get(TEAM)?.synced !== true) {
      return null;
    }
    const parts = [...this._rooms]
      .filter(([name]) => isShared(name))
      .map(([, replica]) => replica.entries());
    if (
      parts.length !== this._parts.length ||
      parts.some((part, at) => part !== this._parts[at])
    ) {
      this._parts = parts;
      this._union = parts.reduce<readonly Entry[]>(mergeEntries, []);
    }
    return this._union;
  }

  /** The frame that asks for what the smallest of these rooms lacks; null while there is none. */
  probe(): Uint8Array | null {
    const rooms = [...this._rooms];
    const [name, replica] =
      rooms.find(([room]) => !isShared(room)) ?? rooms.at(-1) ?? [];
    return name === undefined ? null : (replica?.hello(name) ?? null);
  }

  /**
   * Match the rooms that the server names: a replica of another generation is dropped, a room that is
   * no longer named is forgotten. Returns the frames to send.
   */
  match(rooms: readonly RoomName[]): Uint8Array[] {
    const named = new Map(rooms.map(room => [room.name, room.generation]));
    for (const [name, replica] of this._rooms) {
      if (named.get(name) !== replica.generation) {
        this._drop(name);
      }
    }
    return [...named].map(([name, generation]) => {
      const replica = this._rooms.get(name) ?? new Replica(generation);
      this._rooms.set(name, replica);
      return replica.hello(name);
    });
  }

  /**
   * Take a binary frame; returns the room that it changed, or null where it changed none. A frame
   * that can't be read drops the replica, to be fetched whole, and throws.
   */
  receive(frame: Uint8Array): string | null {
    const decoder = decoding.createDecoder(frame);
    const room = decoding.readVarString(decoder);
    const replica = this._rooms.get(room);
    if (replica === undefined || decoding.readVarUint(decoder) !== SYNC) {
      return null;
    }
    try {
      return replica.receive(decoder) ? room : null;
    } catch (error) {
      this._drop(room);
      throw error;
    }
  }

  dispose(): void {
    for (const name of [...this._rooms.keys()]) {
      this._drop(name);
    }
  }

  private _drop(name: string): void {
    this._rooms.get(name)?.doc.destroy();
    this._rooms.delete(name);
  }

  private readonly _rooms = new Map<string, Replica>();
  private _parts: readonly (readonly Entry[])[] = [];
  private _union: readonly Entry[] = [];
}

/** Plain values of a map whose members should be maps; anything else is passed over. */
function rows(doc: Y.Doc, root: string): [string, Record<string, unknown>][] {
  const found: [string, Record<string, unknown>][] = [];
  doc.getMap<unknown>(root).forEach((value, id) => {
    if (value instanceof Y.Map) {
      found.push([id, value.toJSON()]);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      found.push([id, { ...value }]);
    }
  });
  return found;
}

function present<T>(value: T | null): value is T {
  return value !== null;
}

/** The entries of a document; rows that make no sense are left out, never thrown at the reader. */
export function readEntries(doc: Y.Doc): Entry[] {
  const records: EntryRecord[] = rows(doc, 'entries')
    .map(([id, row]) => parseEntryRecord(row, id))
    .filter(present);
  const revisions: Revision[] = rows(doc, 'revisions')
    .map(([id, row]) => parseRevision(row, id))
    .filter(present);
  return assemble(records, revisions);
}

export function readPeople(doc: Y.Doc): Map<string, Person> {
  const people = new Map<string, Person>();
  for (const [username, row] of rows(doc, 'members')) {
    const person = parsePerson(row, username);
    if (person !== null) {
      people.set(username, person);
    }
  }
  return people;
}
