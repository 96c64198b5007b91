/**
 * The team as the server tells it: who is here, who is context owner, areas and policies. Guards and
 * pure functions; refuses to know how they are drawn.
 */

import { WAITS_FOR_OWNER } from './entries';
import type { Loadable } from './problem';
import type { Member, SharedKind } from './wire';
import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord,
  parseMember
} from './wire';
import { SHARED_KINDS } from './wire';

/** Whether versions of a kind hold at once, wait for the owner, or are the owner's to write. */
export type Policy = 'open' | 'review' | 'owner';

export const POLICIES: readonly { value: Policy; label: string }[] = [
  { value: 'open', label: 'counts at once' },
  { value: 'review', label: 'waits for the owner' },
  { value: 'owner', label: 'only the owner writes' }
];

/** A member, and whether they are connected now. */
export interface Presence extends Member {
  readonly online: boolean;
}

/** Whose turn it is as context owner; times in milliseconds since 1970, UTC. */
export interface Duty {
  readonly owner: string;
  readonly until: number;
  readonly next: string | null;
  readonly stand_in_for: string | null;
}

export interface Area {
  readonly name: string;
  readonly globs: readonly string[];
  readonly members: readonly string[];
}

export interface People {
  readonly members: readonly Presence[];
  readonly duty: Duty | null;
  readonly areas: readonly Area[];
  readonly policies: Readonly<Partial<Record<SharedKind, Policy>>>;
  /** The areas that reach you. */
  readonly following: readonly string[];
  /** What the server suggests about the team's size; null where it has nothing to say. */
  readonly advice: string | null;
}

function parsePresence(value: unknown): Presence | null {
  const member = parseMember(value);
  return member === null || !isRecord(value)
    ? null
    : { ...member, online: value['online'] === true };
}

function parseDuty(value: unknown): Duty | null {
  if (!isRecord(value) || asText(value['owner']) === '') {
    return null;
  }
  return {
    owner: asText(value['owner']),
    until: asNumber(value['until']),
    next: asTextOrNull(value['next']),
    stand_in_for: asTextOrNull(value['stand_in_for'])
  };
}

function parseArea(value: unknown): Area | null {
  if (!isRecord(value) || asText(value['name']) === '') {
    return null;
  }
  return {
    name: asText(value['name']),
    globs: asTexts(value['globs']),
    members: asTexts(value['members'])
  };
}

function parsePolicies(value: unknown): People['policies'] {
  const found: Partial<Record<SharedKind, Policy>> = {};
  for (const kind of SHARED_KINDS) {
    const policy = POLICIES.find(
      one => isRecord(value) && one.value === value[kind]
    )?.value;
    if (policy !== undefined) {
      found[kind] = policy;
    }
  }
  return found;
}

export function parsePeople(value: unknown): People | null {
  if (!isRecord(value)) {
    return null;
  }
  return {
    members: onlineFirst(asList(value['members'], parsePresence)),
    duty: parseDuty(value['duty']),
    areas: asList(value['areas'], parseArea),
    policies: parsePolicies(value['policies']),
    following: asTexts(value['following']),
    advice: asTextOrNull(value['advice'])
  };
}

/** Areas that the server found in CODEOWNERS, and those that the tree suggests. */
export interface SuggestedAreas {
  readonly codeowners: readonly Area[];
  readonly suggested: readonly Area[];
}

export function parseSuggested(value: unknown): SuggestedAreas | null {
  return isRecord(value)
    ? {
        codeowners: asList(value['codeowners'], parseArea),
        suggested: asList(value['suggested'], parseArea)
      }
    : null;
}

/** The kinds that wait for the owner, by the team's policies; by the default ones until they are known. */
export function waitsFor(people: Loadable<People>): ReadonlySet<SharedKind> {
  if (people.tag !== 'ready') {
    return WAITS_FOR_OWNER;
  }
  const { policies } = people.value;
  return new Set(
    SHARED_KINDS.filter(kind =>
      policies[kind] === undefined
        ? WAITS_FOR_OWNER.has(kind)
        : policies[kind] !== 'open'
    )
  );
}

/** What the server takes as an area's name. */
export const AREA_NAME = /^[A-Za-z0-9][A-Za-z0-9_/-]{0,49}$/;

/** The setting of an area. */
export function areaValue(area: Area): { globs: string[]; members: string[] } {
  return { globs: [...area.globs], members: [...area.members] };
}

/** The setting `rota`; null while it is not complete. */
export function rotaValue(
  order: readonly string[],
  days: string,
  start: string,
  zone: string
): { order: string[]; days: number; start: string; zone: string } | null {
  const length = Number(days);
  const whole = Number.isInteger(length) && length >= 1 && length <= 90;
  return whole && order.length > 0 && /^\d{4}-\d\d-\d\d$/.test(start) && zone !== ''
    ? { order: [...new Set(order)], days: length, start, zone }
    : null;
}

/** The value of the setting `zone`; null while it says no working day. */
export function zoneValue(
  zones: readonly string[],
  days: readonly string[],
  end: string
): { zones: readonly string[]; days: number[]; end: string } | null {
  const numbers = [...new Set(days.map(Number))].sort();
  const fits =
    zones.length > 0 &&
    numbers.length > 0 &&
    numbers.every(day => Number.isInteger(day) && day >= 1 && day <= 7) &&
    /^\d\d:\d\d$/.test(end);
  // A day that ends at midnight ends at its own end, not at its beginning.
  return fits ? { zones, days: numbers, end: end === '00:00' ? '24:00' : end } : null;
}

/** The setting `away:ME` for two days, the second one being back; null while it is not complete. */
export function awayValue(
  from: string,
  back: string
): { from: number; until: number } | null {
  const [first, last] = [from, back].map(day => new Date(`${day}T00:00`).getTime());
  return first !== undefined && last !== undefined && first < last
    ? { from: first, until: last }
    : null;
}

/** Whether the text can be the fingerprint of a value that the gate kept back. */
export function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{16,64}$/.test(text);
}

/** Who is connected first, each group by name. */
export function onlineFirst(members: readonly Presence[]): Presence[] {
  return [...members].sort(
    (a, b) =>
      Number(b.online) - Number(a.online) ||
      a.display_name.localeCompare(b.display_name) ||
      (a.username < b.username ? -1 : 1)
  );
}

/** Which areas a member asked for, and which they do not want to hear of. */
export interface Wish {
  readonly areas: readonly string[];
  readonly muted: readonly string[];
}

export const NO_WISH: Wish = { areas: [], muted: [] };

/** The wish with one area followed or muted. */
export function wishing(wish: Wish, area: string, follow: boolean): Wish {
  const areas = wish.areas.filter(name => name !== area);
  const muted = wish.muted.filter(name => name !== area);
  return follow
    ? { areas: [...areas, area], muted }
    : { areas, muted: [...muted, area] };
}

/** The wish among a private room's settings: the latest, ties by id. Each value is JSON text. */
export function wishIn(settings: Iterable<readonly [string, unknown]>): Wish {
  const found = [...settings]
    .flatMap(([id, row]) =>
      isRecord(row) && row['name'] === 'follow' ? [{ id, row }] : []
    )
    .sort(
      (a, b) => asNumber(a.row['at']) - asNumber(b.row['at']) || (a.id < b.id ? -1 : 1)
    )
    .at(-1);
  let value: unknown = null;
  try {
    value = JSON.parse(asText(found?.row['value'], 'null'));
  } catch {
    // A value that can't be read is no wish.
  }
  return isRecord(value)
    ? { areas: asTexts(value['areas']), muted: asTexts(value['muted']) }
    : NO_WISH;
}
