/** Which entries are pinned for everybody, or muted by a member for themselves. Pure. */

import { asNumber, asText, isRecord } from '../api/guards';

/** `pin`: shown with every question; `mute`: never with one's own. */
export type Mark = 'pin' | 'mute';

/** The entries with that mark among a room's settings: of each, the last in the record counts. */
export function marksIn(
  settings: Iterable<readonly [string, unknown]>,
  mark: Mark
): ReadonlySet<string> {
  const prefix = `${mark}:`;
  const last = new Map<
    string,
    { place: readonly [number, number, string]; on: boolean }
  >();
  for (const [id, row] of settings) {
    const name = isRecord(row) ? asText(row['name']) : '';
    if (isRecord(row) && name.startsWith(prefix)) {
      const place = [asNumber(row['tick']), asNumber(row['at']), id] as const;
      const known = last.get(name);
      if (known === undefined || isBefore(known.place, place)) {
        last.set(name, { place, on: row['value'] === 'true' });
      }
    }
  }
  return new Set(
    [...last].flatMap(([name, { on }]) => (on ? [name.slice(prefix.length)] : []))
  );
}

function isBefore(
  one: readonly [number, number, string],
  other: readonly [number, number, string]
): boolean {
  const [tick, at, id] = one;
  return tick !== other[0]
    ? tick < other[0]
    : at !== other[1]
      ? at < other[1]
      : id < other[2];
}
