/**
 * Beside which cell a proposed change stands, and whether it still fits what stands there now. Pure.
 * The server decides by the same rules when somebody accepts.
 */

import { digest } from 'lib0/hash/sha256';
import type { Edit, Proposal } from './wire';

/** A cell as it is now. */
export interface CellNow {
  readonly id: string;
  readonly source: string;
}

/** `changed`: its cell has another text than the change was proposed against. `gone`: no cell. */
export type Fit = 'fits' | 'changed' | 'gone';

export interface Placed {
  readonly proposal: Proposal;
  readonly edit: Edit;
  /** The cell that it stands beside; null in a notebook without cells. */
  readonly beside: string | null;
  /** Above that cell, where it goes to the top of the notebook. */
  readonly above: boolean;
  readonly fit: Fit;
  /** The text of its cell now; null where it has none. */
  readonly now: string | null;
}

/** What a source is compared by, as the server does. */
export function digestOf(source: string): string {
  const known = DIGESTS.get(source);
  if (known !== undefined) {
    return known;
  }
  const bytes = digest(new TextEncoder().encode(source));
  const found = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  if (DIGESTS.size > KEPT) {
    DIGESTS.clear();
  }
  DIGESTS.set(source, found);
  return found;
}

/** Texts whose digests are remembered: each key that somebody types asks for those of all cells. */
const KEPT = 500;
const DIGESTS = new Map<string, string>();

/** All changes beside their cells, in the order in which they were proposed. */
export function placed(
  proposals: readonly Proposal[],
  cells: readonly CellNow[]
): Placed[] {
  const sources = new Map(cells.map(({ id, source }) => [id, source]));
  return proposals.flatMap(proposal =>
    proposal.edits.map(edit => place(proposal, edit, sources, cells))
  );
}

function place(
  proposal: Proposal,
  edit: Edit,
  sources: ReadonlyMap<string, string>,
  cells: readonly CellNow[]
): Placed {
  const now = sources.get(edit.cell) ?? null;
  const elsewhere = sources.has(proposal.asked_in)
    ? proposal.asked_in
    : (cells.at(-1)?.id ?? null);
  const said = { proposal, edit, now };
  if (now !== null) {
    return { ...said, beside: edit.cell, above: false, fit: fitOf(edit, now, sources) };
  }
  if (edit.op !== 'insert') {
    return { ...said, beside: elsewhere, above: false, fit: 'gone' };
  }
  const above = edit.after === null;
  const anchor = edit.after === null ? (cells[0]?.id ?? null) : edit.after;
  const there = anchor !== null && sources.has(anchor);
  return {
    ...said,
    beside: there ? anchor : elsewhere,
    above: above && there,
    fit: 'fits'
  };
}

function fitOf(edit: Edit, now: string, sources: ReadonlyMap<string, string>): Fit {
  if (edit.op === 'move') {
    return edit.after === null || sources.has(edit.after) ? 'fits' : 'gone';
  }
  return edit.base === null || digestOf(now) === edit.base ? 'fits' : 'changed';
}
