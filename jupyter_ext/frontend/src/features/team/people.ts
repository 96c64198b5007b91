/**
 * The team as the server tells it: who is here, who is context owner, areas and policies. Guards and
 * pure functions.
 */

import type { Loadable } from '../../api/problem';
import { CONSTANTS } from '../../api/wire/constants';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import { WAITS_FOR_OWNER } from '../../core/entry';
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
