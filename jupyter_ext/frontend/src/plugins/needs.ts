/**
 * What needs one member, out of all that happens: their proposal was turned down, their words are
 * disputed, it is their turn as owner, something waits for them. Pure.
 */

import type { Dispute, Revision } from '../api/wire/entry';
import type { CostAnswer } from '../api/wire/types';
import { creditsOf } from '../core/credits';
import type { Entry } from '../core/entry';
import { isDisputed, rejectionOf } from '../core/entry';
import { trans } from '../core/trans';
import { usedUp } from '../features/cost/days';
import { isOverdue } from '../features/messages/message';
import type { LineKind, Message, MessageKind } from '../features/messages/wire';
import { titleOf } from '../features/review/queue';
import type { ReviewItem } from '../features/review/wire';
import type { Duty } from '../features/team/wire';

/** What a need is about. Each kind can be switched off in the settings. */
export const NEED_KINDS = [
  'message',
  'overdue',
  'rejection',
  'dispute',
  'proposal',
  'code',
  'duty',
  'budget'
] as const;

export type NeedKind = (typeof NEED_KINDS)[number];

/** `key` is the same for as long as it is about the same versions, so that it is told once. */
export interface Need {
  readonly kind: NeedKind;
  readonly key: string;
  readonly message: string;
  readonly tab: 'context' | 'review' | 'people' | 'inbox' | 'turns';
}

/** One of the versions that stand against each other. */
interface Side {
  readonly entry: Entry;
  readonly revision: Revision;
}

export interface Happenings {
  readonly username: string;
  readonly entries: readonly Entry[];
  readonly disputes: readonly Dispute[];
  readonly review: readonly ReviewItem[];
  readonly duty: Duty | null;
  readonly inbox: readonly Message[];
  /** What questions cost today; null while it is not known. */
  readonly cost: CostAnswer | null;
  readonly now: number;
  /** Whether this member may judge what waits. */
  readonly judge: boolean;
  nameOf(username: string): string;
}

export function needsOf(happened: Happenings): Need[] {
  return [
    ...turnedDown(happened),
    ...disputed(happened),
    ...waiting(happened),
    ...addressed(happened),
    ...spent(happened)
  ];
}

/** Budgets of today that are used up, for who may raise them. */
function spent({ cost, judge, nameOf }: Happenings): Need[] {
  return cost === null || !judge
    ? []
    : usedUp(cost).map(({ who }) => ({
        kind: 'budget',
        key: `budget ${cost.today} ${who ?? ''}`,
        message:
          who === null
            ? trans.__('The team’s budget for today is used up')
            : trans.__('The budget of %1 for today is used up', nameOf(who)),
        tab: 'turns'
      }));
}

function asked(kind: MessageKind, name: string, title: string): string {
  switch (kind) {
    case 'announcement':
      return trans.__('%1 announces: “%2”', name, title);
    case 'query':
      return trans.__('%1 asks you: “%2”', name, title);
    case 'handoff':
      return trans.__('%1 hands over to you: “%2”', name, title);
  }
}

function said(kind: LineKind, name: string, title: string): string {
  switch (kind) {
    case 'reply':
      return trans.__('%1 replied to “%2”', name, title);
    case 'answer':
      return trans.__('%1 answered “%2”', name, title);
    case 'accepted':
      return trans.__('%1 took over “%2”', name, title);
  }
}

/** Messages that this member has to act on, and what others said to them in a thread. */
function addressed({ inbox, username, now, nameOf }: Happenings): Need[] {
  return inbox.flatMap(message => {
    const { id, title, todo } = message;
    const last = message.lines.filter(({ by }) => by !== username).at(-1);
    const needs: Need[] = [];
    if (todo !== null && message.unread && message.lines.length === 0) {
      const told = asked(message.kind, nameOf(message.author), title);
      needs.push({
        kind: 'message',
        key: `message ${id}`,
        message: told,
        tab: 'inbox'
      });
    }
    if (message.unread && last !== undefined) {
      const told = said(last.kind, nameOf(last.by), title);
      needs.push({
        kind: 'message',
        key: `line ${last.id}`,
        message: told,
        tab: 'inbox'
      });
    }
    if (todo !== null && isOverdue(message, now)) {
      needs.push({
        kind: 'overdue',
        key: `overdue ${id}`,
        message: trans.__('Overdue: “%1”', title),
        tab: 'inbox'
      });
    }
    return needs;
  });
}

function turnedDown({ entries, username, nameOf }: Happenings): Need[] {
  return entries.flatMap(entry => {
    const no = rejectionOf(entry);
    const own = entry.revisions.some(
      ({ id, author }) => author === username && no?.parents.includes(id) === true
    );
    if (no === null || no.author === username || !own) {
      return [];
    }
    const name = nameOf(no.author);
    const message =
      no.reason === ''
        ? trans.__('%1 rejected “%2”', name, no.title)
        : trans.__('%1 rejected “%2”: %3', name, no.title, no.reason);
    return [
      {
        kind: 'rejection' as const,
        key: `rejected ${no.id}`,
        message,
        tab: 'context' as const
      }
    ];
  });
}

function disputed({ entries, disputes, username, nameOf }: Happenings): Need[] {
  const versions = entries.filter(isDisputed).flatMap(entry => {
    const sides = entry.standing.map(revision => ({ entry, revision }));
    const other = rival(sides, username);
    const ids = entry.standing.map(({ id }) => id).sort();
    return other === null
      ? []
      : [
          {
            kind: 'dispute' as const,
            key: ['versions', ...ids].join(' '),
            message: trans.__(
              '%1 changed “%2” at the same time as you',
              nameOf(writerOf(other)),
              other.revision.title
            ),
            tab: 'review' as const
          }
        ];
  });
  const sided = new Set(disputes.flatMap(({ sides }) => sides));
  const known = new Map(
    entries
      .flatMap(entry => entry.revisions.map(revision => ({ entry, revision })))
      .filter(({ revision }) => sided.has(revision.id))
      .map(side => [side.revision.id, side])
  );
  const between = disputes.flatMap(({ sides }) => {
    const both = sides.flatMap(id => known.get(id) ?? []);
    const other = rival(both, username);
    const own = both.find(side => writerOf(side) === username);
    return other === null || own === undefined
      ? []
      : [
          {
            kind: 'dispute' as const,
            key: ['contradiction', ...[...sides].sort()].join(' '),
            message: trans.__(
              '“%1” contradicts “%2” of %3',
              own.revision.title,
              other.revision.title,
              nameOf(writerOf(other))
            ),
            tab: 'review' as const
          }
        ];
  });
  return [...versions, ...between];
}

/** Who said the version's text, whoever accepted it. */
function writerOf({ entry, revision }: Side): string {
  return creditsOf(entry, revision).written.by;
}

/** Somebody else's version beside one's own; null where either is missing. */
function rival(sides: readonly Side[], username: string): Side | null {
  return sides.some(side => writerOf(side) === username)
    ? (sides.find(side => writerOf(side) !== username) ?? null)
    : null;
}

/** What the owner on duty has to look at; where nobody is on duty, what anyone who may judge has. */
function waiting({ review, duty, judge, username, nameOf }: Happenings): Need[] {
  const turn: Need[] =
    duty?.owner === username
      ? [
          {
            kind: 'duty',
            key: `duty ${duty.until}`,
            message: trans.__('You are the context owner now'),
            tab: 'people'
          }
        ]
      : [];
  if (!judge || (duty !== null && duty.owner !== username)) {
    return turn;
  }
  return turn.concat(
    review.flatMap((item): Need[] => {
      const [entry] = item.entries;
      const revision = entry.standing.at(-1);
      const author = revision === undefined ? '' : writerOf({ entry, revision });
      if (item.type === 'broken') {
        return [
          {
            kind: 'code',
            key: item.key,
            message: trans.__('The code of “%1” is gone', titleOf(item)),
            tab: 'review'
          }
        ];
      }
      return item.type !== 'proposal' || author === username
        ? []
        : [
            {
              kind: 'proposal',
              key: item.key,
              message: trans.__('%1 proposes “%2”', nameOf(author), titleOf(item)),
              tab: 'review'
            }
          ];
    })
  );
}

/** Several needs in one sentence, so that nobody is buried in messages. */
export function inOne(needs: readonly Need[]): Need | null {
  const [first] = needs;
  if (first === undefined || needs.length === 1) {
    return first ?? null;
  }
  const tab = needs.some(need => need.tab === 'review') ? 'review' : first.tab;
  const message = trans._n(
    '%1 thing needs you, the first: %2',
    '%1 things need you, the first: %2',
    needs.length,
    first.message
  );
  return { kind: first.kind, key: first.key, message, tab };
}
