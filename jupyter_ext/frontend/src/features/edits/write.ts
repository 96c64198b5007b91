/**
 * Writes an accepted change into this browser’s own notebook, where the notebook is not live on the
 * server. One transaction, and a step of its own, so that the notebook’s undo takes back just it.
 */

import type { ISharedNotebook, ISharedCell, YNotebook } from '@jupyter/ydoc';
import type { JSONObject, PartialJSONObject } from '@lumino/coreutils';
import { isRecord } from '../../api/guards';
import type { Edit, Proposal } from './wire';

/** The key of a cell’s metadata that is ours. */
const OWN = 'commonground';
/** Accepted changes that a cell remembers. */
const MOST = 20;

/** Where the change came from, as the server says it. */
export type Mark = Readonly<Record<string, unknown>>;

export function writeEdit(
  notebook: ISharedNotebook,
  proposal: Proposal,
  edit: Edit,
  source: string,
  mark: Mark
): void {
  const at = notebook.cells.findIndex(({ id }) => id === edit.cell);
  // What follows within half a second would be undone together with what came before.
  const { undoManager } = notebook as Partial<Pick<YNotebook, 'undoManager'>>;
  undoManager?.stopCapturing();
  notebook.transact(() => {
    if (edit.op === 'insert') {
      notebook.insertCell(placeBelow(notebook, proposal, edit), {
        id: edit.cell,
        cell_type: edit.type,
        source,
        metadata: { [OWN]: marked({}, mark) } as PartialJSONObject
      });
      return;
    }
    const cell = notebook.cells[at];
    if (cell === undefined) {
      return;
    }
    if (edit.op === 'delete') {
      notebook.deleteCell(at);
      return;
    }
    if (edit.op === 'replace') {
      cell.setSource(source);
    } else {
      const below = placeBelow(notebook, proposal, edit);
      notebook.moveCell(at, below > at ? below - 1 : below);
    }
    markCell(notebook, edit.cell, mark);
  });
  undoManager?.stopCapturing();
}

/** Below its cell, and below what the same proposal put there before it; else where it was asked. */
export function placeBelow(
  notebook: { readonly cells: readonly { readonly id: string }[] },
  proposal: Proposal,
  edit: Edit
): number {
  const ids = notebook.cells.map(({ id }) => id);
  const after = edit.after === null ? null : ids.indexOf(edit.after);
  const asked = ids.indexOf(proposal.asked_in);
  const last = asked < 0 ? ids.length : asked + 1;
  let place = after === null ? 0 : after < 0 ? last : after + 1;
  const earlier = proposal.edits
    .slice(
      0,
      proposal.edits.findIndex(({ key }) => key === edit.key)
    )
    .filter(({ op, after: below }) => op !== 'replace' && below === edit.after)
    .map(({ cell }) => cell);
  while (earlier.includes(ids[place] ?? '')) {
    place += 1;
  }
  return place;
}

function markCell(notebook: ISharedNotebook, id: string, mark: Mark): void {
  const cell: ISharedCell | undefined = notebook.cells.find(one => one.id === id);
  cell?.setMetadata(OWN, marked(cell.getMetadata(OWN), mark));
}

function marked(own: unknown, mark: Mark): JSONObject {
  const held = isRecord(own) ? own : {};
  const marks = Array.isArray(held['provenance']) ? held['provenance'] : [];
  return { ...held, provenance: [...marks, mark].slice(-MOST) } as JSONObject;
}
