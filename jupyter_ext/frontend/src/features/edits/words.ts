/** Proposed changes of cells in words. */

import { trans } from '../../core/trans';
import type { Edit } from './wire';

/** What a change does. */
export function deedOf({ op, type }: Pick<Edit, 'op' | 'type'>): string {
  switch (op) {
    case 'insert':
      return type === 'code'
        ? trans.__('New code cell')
        : trans.__('New Markdown cell');
    case 'replace':
      return trans.__('Change of this cell');
    case 'delete':
      return trans.__('Delete this cell');
    case 'move':
      return trans.__('Move this cell');
  }
}

/** The same away from its cell. */
export function shortDeedOf(edit: Pick<Edit, 'op' | 'type'>): string {
  switch (edit.op) {
    case 'insert':
      return deedOf(edit);
    case 'replace':
      return trans.__('Change of a cell');
    case 'delete':
      return trans.__('Deletion of a cell');
    case 'move':
      return trans.__('Move of a cell');
  }
}

/** What became of a change; empty while it waits and nobody took it back. */
export function fateOf(edit: Edit, nameOf: (username: string) => string): string {
  if (edit.status === 'open') {
    return edit.undone_by === null
      ? ''
      : trans.__('Taken back by %1', nameOf(edit.undone_by));
  }
  const name = nameOf(edit.by ?? '');
  if (edit.status === 'refused') {
    return trans.__('Refused by %1', name);
  }
  return edit.edited
    ? trans.__('Accepted by %1, with changes', name)
    : trans.__('Accepted by %1', name);
}
