/** The team as the server describes it: members, duty, areas and policies. A missing or mistyped field becomes a harmless default. */

import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord
} from '../../api/guards';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import type { Member } from '../../api/wire/member';
import { parseMember } from '../../api/wire/member';
import { trans } from '../../core/trans';

/** Whether versions of a kind hold at once, wait for the owner, or are the owner's to write. */
export type Policy = 'open' | 'review' | 'owner';

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

/** A member, and whether they are connected now. */
export interface Presence extends Member {
  readonly online: boolean;
}

/** Whose turn it is as context owner; times in milliseconds since 1970, UTC. */
export interface Duty {
  readonly owner: string;
  readonly until: number;
  readonly next: string | null;
  readonly stand_in_for: string | null;
}

export interface Area {
  readonly name: string;
  readonly globs: readonly string[];
  readonly members: readonly string[];
}

export interface People {
  readonly members: readonly Presence[];
  readonly duty: Duty | null;
  readonly areas: readonly Area[];
  readonly policies: Readonly<Partial<Record<SharedKind, Policy>>>;
  /** The areas that reach you. */
  readonly following: readonly string[];
  /** What the server suggests about the team's size; null where it has nothing to say. */
  readonly advice: string | null;
}

function parsePresence(value: unknown): Presence | null {
  const member = parseMember(value);
  return member === null || !isRecord(value)
    ? null
    : { ...member, online: value['online'] === true };
}

function parseDuty(value: unknown): Duty | null {
  if (!isRecord(value) || asText(value['owner']) === '') {
    return null;
  }
  return {
    owner: asText(value['owner']),
    until: asNumber(value['until']),
    next: asTextOrNull(value['next']),
    stand_in_for: asTextOrNull(value['stand_in_for'])
  };
}

function parseArea(value: unknown): Area | null {
  if (!isRecord(value) || asText(value['name']) === '') {
    return null;
  }
  return {
    name: asText(value['name']),
    globs: asTexts(value['globs']),
    members: asTexts(value['members'])
  };
}

function parsePolicies(value: unknown): People['policies'] {
  const found: Partial<Record<SharedKind, Policy>> = {};
  for (const kind of SHARED_KINDS) {
    const policy = POLICIES.find(
      one => isRecord(value) && one.value === value[kind]
    )?.value;
    if (policy !== undefined) {
      found[kind] = policy;
    }
  }
  return found;
}

export function parsePeople(value: unknown): People | null {
  if (!isRecord(value)) {
    return null;
  }
  return {
    members: onlineFirst(asList(value['members'], parsePresence)),
    duty: parseDuty(value['duty']),
    areas: asList(value['areas'], parseArea),
    policies: parsePolicies(value['policies']),
    following: asTexts(value['following']),
    advice: asTextOrNull(value['advice'])
  };
}

/** Areas that the server found in CODEOWNERS, and those that the tree suggests. */
export interface SuggestedAreas {
  readonly codeowners: readonly Area[];
  readonly suggested: readonly Area[];
}

export function parseSuggested(value: unknown): SuggestedAreas | null {
  return isRecord(value)
    ? {
        codeowners: asList(value['codeowners'], parseArea),
        suggested: asList(value['suggested'], parseArea)
      }
    : null;
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
