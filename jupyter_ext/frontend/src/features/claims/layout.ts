/**
 * Where areas, files and people stand on the small map of who works on what. Pure: two columns, people
 * on the left in order, files on the right below their areas; a line for each who changes a file.
 */

import type { Work } from './model';

export interface MapPerson {
  readonly name: string;
  readonly y: number;
}

export interface MapFile {
  readonly path: string;
  readonly y: number;
  /** How grave it is where two meet in it; empty where nobody meets. */
  readonly grade: string;
}

export interface MapArea {
  /** Empty for files of no area. */
  readonly name: string;
  readonly y: number;
}

export interface MapLine {
  readonly person: string;
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly meets: boolean;
}

export interface WorkMap {
  readonly people: readonly MapPerson[];
  readonly areas: readonly MapArea[];
  readonly files: readonly MapFile[];
  readonly lines: readonly MapLine[];
  /** Files that found no room. */
  readonly left: number;
  readonly height: number;
}

export const ROW = 22;
/** Files on the map; those in which people meet come first. */
const MOST = 14;

export function mapOf({
  claims,
  overlaps
}: Pick<Work, 'claims' | 'overlaps'>): WorkMap {
  const grades = new Map<string, string>();
  overlaps.forEach(({ path, grade }) => {
    if (!grades.has(path)) {
      grades.set(path, grade); // the gravest comes first
    }
  });
  const areas = new Map<string, string>();
  const editors = new Map<string, Set<string>>();
  for (const { by, files } of claims) {
    for (const { path, area } of files) {
      areas.set(path, area ?? '');
      editors.set(path, (editors.get(path) ?? new Set()).add(by));
    }
  }
  const weight = (path: string): number =>
    grades.has(path) ? 2 : (editors.get(path)?.size ?? 0) > 1 ? 1 : 0;
  const ranked = [...editors.keys()].sort(
    (one, other) => weight(other) - weight(one) || one.localeCompare(other)
  );
  const kept = ranked.slice(0, MOST);
  const names = [...new Set(kept.map(path => areas.get(path) ?? ''))].sort(
    (one, other) => (one === '' ? 1 : other === '' ? -1 : one.localeCompare(other))
  );
  const placed: MapFile[] = [];
  const heads: MapArea[] = [];
  let y = 0;
  for (const name of names) {
    if (names.length > 1 || name !== '') {
      heads.push({ name, y });
      y += ROW;
    }
    for (const path of kept.filter(one => areas.get(one) === name).sort()) {
      placed.push({ path, y, grade: grades.get(path) ?? '' });
      y += ROW;
    }
  }
  const people = [
    ...new Set(kept.flatMap(path => [...(editors.get(path) ?? [])]))
  ].sort();
  const height = Math.max(y, people.length * ROW * 2, ROW);
  const step = people.length === 0 ? 0 : height / people.length;
  const stood = people.map((name, at) => ({ name, y: step * (at + 0.5) - ROW / 2 }));
  const lines = placed.flatMap(({ path, y: to }) =>
    stood
      .filter(({ name }) => editors.get(path)?.has(name) === true)
      .map(({ name, y: from }) => ({
        person: name,
        path,
        from,
        to,
        meets: overlaps.some(one => one.path === path && one.pair.includes(name))
      }))
  );
  return {
    people: stood,
    areas: heads,
    files: placed,
    lines,
    left: ranked.length - kept.length,
    height
  };
}
