/**
 * The team as the server tells it: who is here, who is context owner, areas and policies. Guards and
 * pure functions.
 */

import type { Loadable } from '../../api/problem';
import { CONSTANTS } from '../../api/wire/constants';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import type { Role } from '../../api/wire/member';
import { WAITS_FOR_OWNER } from '../../core/entry';
import { trans } from '../../core/trans';
import type { Named } from '../../ui/checks';
import type { Area, People } from './wire';

/** The kinds that wait for the owner, by the team's policies; by the default ones until they are known. */
export function waitsFor(people: Loadable<People>): ReadonlySet<SharedKind> {
  if (people.tag !== 'ready') {
    return WAITS_FOR_OWNER;
  }
  const { policies } = people.value;
  return new Set(SHARED_KINDS.filter(kind => policies[kind] !== 'open'));
}

/** What the server takes as an area's name. */
export const AREA_NAME = new RegExp(CONSTANTS.area_pattern, 'u');

/** The roles that a link gives; an admin is made of who is here. */
export const INVITED_ROLES = ['contributor', 'reader', 'owner'] as const;

export type InvitedRole = (typeof INVITED_ROLES)[number];

/** What each role may do, in a sentence. */
export const ROLE_MEANINGS: Readonly<Record<Role, string>> = {
  get reader() {
    return trans.__('Readers read, and keep private notes.');
  },
  get contributor() {
    return trans.__('Contributors write, ask and run code.');
  },
  get owner() {
    return trans.__(
      'Owners also accept, resolve and set policies; with a rota, only in their turn.'
    );
  },
  get admin() {
    return trans.__('Admins also invite people and give roles.');
  }
};

/** The personal link, at the address of the server as this browser knows it. */
export function linkOf(
  base: string,
  given: { readonly token: string; readonly page?: string | null }
): string {
  const page = given.page ?? '';
  const tree =
    page === '' ? '' : `/tree/${page.split('/').map(encodeURIComponent).join('/')}`;
  return `${base.replace(/\/+$/, '')}/lab${tree}?token=${encodeURIComponent(given.token)}`;
}

/** Whether an address leads nobody on another machine here. */
export function isOfThisMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname);
}

/** Who can be chosen: the members by name, and whoever is chosen already. */
export function membersToChoose(
  { members }: People,
  chosen: readonly string[] = []
): Named[] {
  const named = members
    .filter(member => !member.anonymous)
    .map(member => [member.username, member.display_name] as const)
    .sort(([, a], [, b]) => a.localeCompare(b));
  const known = new Set(named.map(([username]) => username));
  const others = chosen.filter(name => !known.has(name));
  return [...named, ...others.map(name => [name, name] as const)];
}

/** The days of a week, from Monday as 1, as they are called here. */
export function weekdays(): Named[] {
  const format = new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    timeZone: 'UTC'
  });
  // The first of January 2024 was a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map(
    day => [String(day), format.format(Date.UTC(2024, 0, day))] as const
  );
}

/** All time zones, and those that are chosen. */
export function zonesToChoose(chosen: readonly string[]): Named[] {
  const all = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...chosen]);
  return [...all]
    .sort()
    .map(zone => [zone, zone.replaceAll('_', ' ').replaceAll('/', ' / ')] as const);
}

export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 10);
}

export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Time zones that somebody may work in. */
export const MAX_ZONES = 4;

/** The setting of an area. */
export function areaValue(area: Area): {
  globs: string[];
  members: string[];
  order?: number[];
} {
  const { order, globs } = area;
  const kept = order?.length === globs.length ? { order: [...order] } : {};
  return { globs: [...globs], members: [...area.members], ...kept };
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

/** Who may allow what waits for the owner: the one on duty, else every owner and admin known. */
export function ownersIn(people: Loadable<People>): string[] {
  if (people.tag !== 'ready') {
    return [];
  }
  const { duty, members } = people.value;
  return duty !== null
    ? [duty.owner]
    : members
        .filter(({ role }) => role === 'owner' || role === 'admin')
        .map(({ username }) => username);
}
