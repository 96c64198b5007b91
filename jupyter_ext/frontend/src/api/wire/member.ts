/** People as the server names them. */

import { asText, asTextOrNull, isRecord, oneOf } from '../guards';

export type Role = 'reader' | 'contributor' | 'owner' | 'admin';

export const ROLES: readonly Role[] = ['reader', 'contributor', 'owner', 'admin'];

/** A person's face: what is needed to name and draw them. */
export interface Person {
  readonly username: string;
  readonly display_name: string;
  readonly initials: string;
  readonly color: string | null;
}

/** A person as the server knows them. */
export interface Member extends Person {
  readonly role: Role;
  readonly anonymous: boolean;
}

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

export function parseMember(value: unknown): Member | null {
  const person = parsePerson(value);
  if (person === null || !isRecord(value)) {
    return null;
  }
  return {
    ...person,
    role: oneOf(ROLES, value['role']) ?? 'reader',
    anonymous: value['anonymous'] === true
  };
}
