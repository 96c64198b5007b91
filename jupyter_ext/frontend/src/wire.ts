/**
 * What comes over the wire: types of the server's JSON and the guards that admit it. Refuses to
 * trust a byte of it: a missing or mistyped field becomes a harmless default, and a value without
 * an id is dropped.
 */

export type SharedKind =
  'convention' | 'decision' | 'work' | 'discussion' | 'knowledge';
export type Kind = SharedKind | 'note';
export type EntryStatus =
  'proposed' | 'accepted' | 'rejected' | 'superseded' | 'retired';
export type Role = 'reader' | 'contributor' | 'owner' | 'admin';
export type Visibility = 'shared' | 'private';
export type TurnStatus = 'streaming' | 'complete' | 'partial' | 'failed';

export const SHARED_KINDS: readonly SharedKind[] = [
  'convention',
  'decision',
  'work',
  'discussion',
  'knowledge'
];
const KINDS: readonly Kind[] = [...SHARED_KINDS, 'note'];
const STATUSES: readonly EntryStatus[] = [
  'proposed',
  'accepted',
  'rejected',
  'superseded',
  'retired'
];
export const ROLES: readonly Role[] = ['reader', 'contributor', 'owner', 'admin'];
const TURN_STATUSES: readonly TurnStatus[] = [
  'streaming',
  'complete',
  'partial',
  'failed'
];

/** One immutable version of an entry. `at` is in milliseconds since 1970, UTC. */
export interface Revision {
  readonly id: string;
  readonly entry: string;
  readonly parents: readonly string[];
  readonly author: string;
  readonly at: number;
  readonly title: string;
  readonly body: string;
  readonly status: EntryStatus;
  readonly area: string | null;
  readonly source: string;
  /** What the statement is about, where somebody said so. */
  readonly subject: string | null;
  readonly attribute: string | null;
  readonly value: string | null;
  readonly scope: string | null;
  /** Why it was rejected, retired, merged or resolved so; empty where nobody said. */
  readonly reason: string;
  /** The revisions that it speaks of. */
  readonly links: readonly string[];
}

/** Two entries that contradict, by which rule, and what it read on either side. */
export interface Dispute {
  readonly entries: readonly [string, string];
  readonly sides: readonly [string, string];
  readonly rule: string;
  readonly quotes: readonly [string, string];
  readonly why: string;
}

/** An entry's own fields, without its revisions. */
export interface EntryRecord {
  readonly id: string;
  readonly kind: Kind;
  readonly created_by: string;
  readonly created_at: number;
}

/** A person's face: what is needed to name and draw them. */
export interface Person {
  readonly username: string;
  readonly display_name: string;
  readonly initials: string;
  readonly color: string | null;
}

/** A person as the server knows them. */
export interface Member extends Person {
  readonly role: Role;
  readonly anonymous: boolean;
}

/** One question and its answer. `text` is null where the wire left it out. */
export interface Turn {
  readonly id: string;
  readonly asker: string;
  readonly visibility: Visibility;
  readonly question: string;
  readonly model: string;
  readonly model_label: string;
  readonly at: number;
  readonly status: TurnStatus;
  readonly path: string | null;
  readonly cell: string | null;
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly tokens_cached: number;
  readonly cost: number | null;
  readonly seconds: number | null;
  readonly ended: number | null;
  readonly shown: readonly string[];
  readonly problem: string | null;
  readonly source: string;
  /** The thread, message or option that it belongs to. */
  readonly about: string | null;
  readonly text: string | null;
}

/** Whether a part of the server is well, and what to say if it is not. */
export interface Health {
  readonly ok: boolean;
  readonly message: string | null;
}

/** The model that answers. */
export interface ModelInfo {
  readonly name: string;
  readonly label: string;
  readonly demo: boolean;
  readonly available: boolean;
  readonly problem: string | null;
}

/** The answer of `GET status`. */
export interface ServerStatus {
  readonly version: string;
  readonly user: Member;
  readonly model: ModelInfo;
  readonly collaboration: Health;
  readonly store: Health;
  readonly limits: {
    readonly title: number;
    readonly body: number;
    readonly question: number;
  };
}

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
    };

/** What a cell's output carries: the turn's name while it streams, its summary at the end. */
export interface TurnBundle {
  readonly turn: string;
  readonly status: TurnStatus;
  readonly asker: string | null;
  readonly model_label: string | null;
  readonly demo: boolean;
  readonly problem: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asText(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

export function asTextOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function asNumber(value: unknown, fallback = 0): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

export function asTexts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}

/** The members of a list that `parse` admits. */
export function asList<T>(value: unknown, parse: (item: unknown) => T | null): T[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.map(parse).filter((item): item is T => item !== null);
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | null {
  return known.find(item => item === value) ?? null;
}

/** Letters for a face, from a name that came without any. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .filter(word => word !== '')
    .slice(0, 2)
    .map(word => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

export function parsePerson(value: unknown, username?: string): Person | null {
  if (!isRecord(value)) {
    return null;
  }
  const name = username ?? asText(value['username']);
  if (name === '') {
    return null;
  }
  const display = asText(value['display_name']) || name;
  return {
    username: name,
    display_name: display,
    initials: asText(value['initials']) || initialsOf(display),
    color: asTextOrNull(value['color'])
  };
}

export function parseMember(value: unknown): Member | null {
  const person = parsePerson(value);
  if (person === null || !isRecord(value)) {
    return null;
  }
  return {
    ...person,
    role: oneOf(ROLES, value['role']) ?? 'reader',
    anonymous: value['anonymous'] === true
  };
}

export function parseStatusOf(value: unknown): EntryStatus | null {
  return oneOf(STATUSES, value);
}

export function parseRevision(value: unknown, id?: string): Revision | null {
  if (!isRecord(value)) {
    return null;
  }
  const name = id ?? asText(value['id']);
  const entry = asText(value['entry']);
  if (name === '' || entry === '') {
    return null;
  }
  return {
    id: name,
    entry,
    parents: asTexts(value['parents']),
    author: asText(value['author']),
    at: asNumber(value['at']),
    title: asText(value['title']),
    body: asText(value['body']),
    status: oneOf(STATUSES, value['status']) ?? 'proposed',
    area: asTextOrNull(value['area']),
    source: asText(value['source']),
    subject: asTextOrNull(value['subject']),
    attribute: asTextOrNull(value['attribute']),
    value: asTextOrNull(value['value']),
    scope: asTextOrNull(value['scope']),
    reason: asText(value['reason']),
    links: asTexts(value['links'])
  };
}

function pairOf(value: unknown): [string, string] | null {
  const [a, b, ...more] = asTexts(value);
  return a === undefined || b === undefined || more.length > 0 ? null : [a, b];
}

export function parseDispute(value: unknown): Dispute | null {
  if (!isRecord(value)) {
    return null;
  }
  const entries = pairOf(value['entries']);
  const sides = pairOf(value['sides']);
  if (entries === null || sides === null) {
    return null;
  }
  return {
    entries,
    sides,
    rule: asText(value['rule']),
    quotes: pairOf(value['quotes']) ?? ['', ''],
    why: asText(value['why'])
  };
}

export function parseEntryRecord(value: unknown, id?: string): EntryRecord | null {
  if (!isRecord(value)) {
    return null;
  }
  const name = id ?? asText(value['id']);
  const kind = oneOf(KINDS, value['kind']);
  if (name === '' || kind === null) {
    return null;
  }
  return {
    id: name,
    kind,
    created_by: asText(value['created_by']),
    created_at: asNumber(value['created_at'])
  };
}

export function parseTurn(value: unknown): Turn | null {
  if (!isRecord(value)) {
    return null;
  }
  const id = asText(value['id']);
  const status = oneOf(TURN_STATUSES, value['status']);
  if (id === '' || status === null) {
    return null;
  }
  return {
    id,
    asker: asText(value['asker']),
    // Whatever does not say that it is shared is kept out of the shared list.
    visibility: value['visibility'] === 'shared' ? 'shared' : 'private',
    question: asText(value['question']),
    model: asText(value['model']),
    model_label: asText(value['model_label']) || asText(value['model']),
    at: asNumber(value['at']),
    status,
    path: asTextOrNull(value['path']),
    cell: asTextOrNull(value['cell']),
    tokens_in: asNumber(value['tokens_in']),
    tokens_out: asNumber(value['tokens_out']),
    tokens_cached: asNumber(value['tokens_cached']),
    cost: numberOrNull(value['cost']),
    seconds: numberOrNull(value['seconds']),
    ended: numberOrNull(value['ended']),
    shown: asTexts(value['shown']),
    problem: asTextOrNull(value['problem']),
    source: asText(value['source']),
    about: asTextOrNull(value['about']),
    text: typeof value['text'] === 'string' ? value['text'] : null
  };
}

export function parseHealth(value: unknown): Health {
  if (!isRecord(value)) {
    return { ok: true, message: null };
  }
  return { ok: value['ok'] !== false, message: asTextOrNull(value['message']) };
}

export function parseStatus(value: unknown): ServerStatus | null {
  if (!isRecord(value)) {
    return null;
  }
  const user = parseMember(value['user']);
  if (user === null) {
    return null;
  }
  const model = isRecord(value['model']) ? value['model'] : {};
  const limits = isRecord(value['limits']) ? value['limits'] : {};
  return {
    version: asText(value['version']),
    user,
    model: {
      name: asText(model['name']),
      label: asText(model['label']) || asText(model['name']),
      demo: model['demo'] === true,
      available: model['available'] !== false,
      problem: asTextOrNull(model['problem'])
    },
    collaboration: parseHealth(value['collaboration']),
    store: parseHealth(value['store']),
    limits: {
      title: asNumber(limits['title'], 200),
      body: asNumber(limits['body'], 20_000),
      question: asNumber(limits['question'], 50_000)
    }
  };
}

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
    default:
      return null;
  }
}

export function parseBundle(value: unknown): TurnBundle | null {
  if (!isRecord(value) || asText(value['turn']) === '') {
    return null;
  }
  return {
    turn: asText(value['turn']),
    status: oneOf(TURN_STATUSES, value['status']) ?? 'streaming',
    asker: asTextOrNull(value['asker']),
    model_label: asTextOrNull(value['model_label']),
    demo: value['demo'] === true,
    problem: asTextOrNull(value['problem'])
  };
}

/** A MIME bundle's text, which a file may hold as a list of lines. */
export function savedText(value: unknown): string | null {
  if (Array.isArray(value)) {
    return value.join('');
  }
  return typeof value === 'string' ? value : null;
}
