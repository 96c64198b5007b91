/**
 * What a member may do, as the interface shows it. The server decides again on every request; this
 * only spares people a button that would be refused.
 */

import type { SharedKind } from '../api/wire/entry';
import type { Member, Role } from '../api/wire/member';
import { ROLES } from '../api/wire/member';
import type { Turn } from '../api/wire/turn';
import type { Entry } from './entry';
import { trans } from './trans';

export interface Access {
  /** Add, edit, share and retire shared entries, and ask. */
  readonly contribute: boolean;
  /** Accept what waits for the owner. */
  readonly judge: boolean;
  /** Say which role a member has. */
  readonly administer: boolean;
  /** Keep private notes. */
  readonly note: boolean;
  /** Why actions are missing, with what to do about it; null where none are. */
  readonly reason: string | null;
}

function atLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

export function accessOf(user: Member | null): Access {
  if (user === null) {
    return {
      contribute: false,
      judge: false,
      administer: false,
      note: false,
      reason: null
    };
  }
  if (user.anonymous) {
    return {
      contribute: false,
      judge: false,
      administer: false,
      note: false,
      reason: trans.__(
        'You are anonymous: reading only. Ask for a personal link: %1',
        '`commonground invite NAME`'
      )
    };
  }
  const contribute = atLeast(user.role, 'contributor');
  return {
    contribute,
    judge: atLeast(user.role, 'owner'),
    administer: user.role === 'admin',
    note: true,
    reason: contribute
      ? null
      : trans.__(
          'Your role is reader: you read the shared context and keep private notes. An admin can make you a contributor.'
        )
  };
}

/** Whether the member may retire this entry: what the owner accepted is the owner's to retire. */
export function mayRetire(
  access: Access,
  entry: Entry,
  waitsFor: ReadonlySet<SharedKind>
): boolean {
  const waits = entry.kind !== 'note' && waitsFor.has(entry.kind);
  const held = entry.revisions.some(revision => revision.status === 'accepted');
  return access.judge || !(waits && held);
}

/** Whether the member may stop this turn: its asker, the owner or an admin. */
export function mayStop(user: Member | null, turn: Turn): boolean {
  return turn.status === 'streaming' && mayEnd(user, turn);
}

/** Whether the member may put an end to what a turn does or proposes. */
export function mayEnd(user: Member | null, turn: Turn): boolean {
  return (
    user !== null &&
    !user.anonymous &&
    (turn.asker === user.username || atLeast(user.role, 'owner'))
  );
}
