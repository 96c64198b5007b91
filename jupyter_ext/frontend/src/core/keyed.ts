/** The four fields that say what a statement is about. Pure. */

import type { Revision } from '../api/wire/entry';
import type { Keyed } from '../api/wire/keyed';

export const KEYED: readonly (keyof Keyed)[] = [
  'subject',
  'attribute',
  'value',
  'scope'
];

export const UNKEYED: Keyed = { subject: '', attribute: '', value: '', scope: '' };

export function isKeyed(keyed: Keyed): boolean {
  return KEYED.some(name => keyed[name].trim() !== '');
}

/** The fields of a version, so that its next one keeps them. */
export function keyedOf(
  said: Pick<Revision, 'subject' | 'attribute' | 'value' | 'scope'>
): Keyed {
  return {
    subject: said.subject ?? '',
    attribute: said.attribute ?? '',
    value: said.value ?? '',
    scope: said.scope ?? ''
  };
}

/** The fields as a command carries them: those that say something. */
export function given(keyed: Keyed): Partial<Keyed> {
  return Object.fromEntries(
    KEYED.map(name => [name, keyed[name].trim()]).filter(([, text]) => text !== '')
  );
}
