/** The table of a comparison: its order, its headings and its bars. Pure. */

import type { CellValue, Column, Row, Table } from './wire';

export interface Sorting {
  /** Index into the table's columns; -1: by label. */
  readonly column: number;
  readonly descending: boolean;
}

export const BY_LABEL: Sorting = { column: -1, descending: false };

/** The same column again turns the order round; another one begins with the smallest. */
export function resorted(sorting: Sorting, column: number): Sorting {
  return sorting.column === column
    ? { column, descending: !sorting.descending }
    : { column, descending: false };
}

/** Rows in order; what is not known stands last, whichever way. */
export function sortedRows(table: Table, sorting: Sorting): Row[] {
  const value = (row: Row): CellValue =>
    sorting.column < 0 ? row.label : (row.cells[sorting.column] ?? null);
  const sign = sorting.descending ? -1 : 1;
  return [...table.rows].sort((one, other) => {
    const a = value(one);
    const b = value(other);
    if (a === null || b === null) {
      return a === b ? 0 : a === null ? 1 : -1;
    }
    const order =
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : String(a).localeCompare(String(b), undefined, { numeric: true });
    return sign * order || one.label.localeCompare(other.label);
  });
}

/** Runs of neighbouring columns of one group, for a heading that spans them. */
export function groupsOf(
  columns: readonly Column[]
): { readonly group: string; readonly span: number; readonly first: number }[] {
  const groups: { group: string; span: number; first: number }[] = [];
  columns.forEach((column, at) => {
    const last = groups.at(-1);
    if (last?.group === column.group) {
      last.span += 1;
    } else {
      groups.push({ group: column.group, span: 1, first: at });
    }
  });
  return groups;
}

/** A figure's part of the largest in its column, for a bar; null where a bar says nothing. */
export function partOf(table: Table, column: number, value: CellValue): number | null {
  const figures = table.rows
    .map(row => row.cells[column])
    .filter(cell => typeof cell === 'number');
  const largest = Math.max(...figures);
  const drawn = figures.length > 1 && largest > 0 && Math.min(...figures) >= 0;
  return drawn && typeof value === 'number' ? value / largest : null;
}
