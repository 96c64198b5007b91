/** The team as the server describes it: members, duty, areas and policies. */

import type { Member } from '../../api/wire/member';
import type {
  AreaView,
  DutyView,
  KnownMember,
  PeopleAnswer,
  PoliciesView,
  SuggestedAreas as Suggested
} from '../../api/wire/types';
import { trans } from '../../core/trans';

/** Whether versions of a kind hold at once, wait for the owner, or are the owner's to write. */
export type Policy = PoliciesView['decision'];

export const POLICIES: readonly { value: Policy; label: string }[] = [
  {
    value: 'open',
    get label() {
      return trans.__('counts at once');
    }
  },
  {
    value: 'review',
    get label() {
      return trans.__('waits for the owner');
    }
  },
  {
    value: 'owner',
    get label() {
      return trans.__('only the owner writes');
    }
  }
];

/** Who shows what members gave in secret. */
export type RevealPolicy = PeopleAnswer['reveal'];

export const REVEALS: readonly { value: RevealPolicy; label: string }[] = [
  {
    value: 'facilitator',
    get label() {
      return trans.__('who began it, or the owner');
    }
  },
  {
    value: 'contributors',
    get label() {
      return trans.__('every contributor');
    }
  }
];

/** Who takes threads out of everybody’s sight. */
export type DeletePolicy = PeopleAnswer['thread_delete'];

export const DELETES: readonly { value: DeletePolicy; label: string }[] = [
  {
    value: 'owner',
    get label() {
      return trans.__('the owner deletes');
    }
  },
  {
    value: 'author',
    get label() {
      return trans.__('whoever opened it, or the owner, deletes');
    }
  },
  {
    value: 'nobody',
    get label() {
      return trans.__('nobody deletes');
    }
  }
];

/** A member, and whether they are connected now. */
export interface Presence extends Member {
  readonly online: boolean;
  /** Whether the role is known: of who is here, and of who was invited. */
  readonly known: boolean;
}

/** Whose turn it is as context owner; times in milliseconds since 1970, UTC. */
export type Duty = DutyView;

export type Area = AreaView;

/** `following` are the areas that reach you, `advice` what is suggested about the team's size. */
export type People = Omit<PeopleAnswer, 'members'> & {
  readonly members: readonly Presence[];
};

/** Areas that the server found in CODEOWNERS, and those that the tree suggests. */
export type SuggestedAreas = Suggested;

/** Whose role is not known has a reader's rights as far as is known. */
export function presenceOf(wire: KnownMember): Presence {
  const { role = null, anonymous = false } = wire;
  return { ...wire, role: role ?? 'reader', anonymous, known: role !== null };
}

export function peopleOf(answer: PeopleAnswer): People {
  return { ...answer, members: onlineFirst(answer.members.map(presenceOf)) };
}

/** Who is connected first, each group by name. */
export function onlineFirst(members: readonly Presence[]): Presence[] {
  return [...members].sort(
    (a, b) =>
      Number(b.online) - Number(a.online) ||
      a.display_name.localeCompare(b.display_name) ||
      (a.username < b.username ? -1 : 1)
  );
}
