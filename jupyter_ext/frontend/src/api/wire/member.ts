/** People as the server names them. */

import { asText, asTextOrNull, isRecord } from '../guards';
import { CONSTANTS } from './constants';
import type { MemberView } from './types';

export type Member = MemberView;

export type Role = Member['role'];

export const ROLES: readonly Role[] = CONSTANTS.roles;

/** A person's face: what is needed to name and draw them. */
export type Person = Pick<Member, 'username' | 'display_name' | 'initials' | 'color'>;

/** Letters for a face, from a name that came without any. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .filter(word => word !== '')
    .slice(0, 2)
    .map(word => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

/** A person as a document has them; null for nobody. */
export function parsePerson(value: unknown, username?: string): Person | null {
  if (!isRecord(value)) {
    return null;
  }
  const name = username ?? asText(value['username']);
  if (name === '') {
    return null;
  }
  const display = asText(value['display_name']) || name;
  return {
    username: name,
    display_name: display,
    initials: asText(value['initials']) || initialsOf(display),
    color: asTextOrNull(value['color'])
  };
}
