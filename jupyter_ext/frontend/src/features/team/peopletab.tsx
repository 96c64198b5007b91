/** The team: who is context owner until when, who is here, what areas there are, what waits. */

import type { ReactNode } from 'react';
import type { Loadable } from '../../api/problem';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { ChoiceRow } from '../../ui/checks';
import { Avatar, Badge } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { exactTime } from '../../ui/format';
import { PLACES, sentence } from '../../ui/sentence';
import { Loaded, ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { AreaActions } from './areas';
import { Areas } from './areas';
import type { ClientActions } from './clients';
import { Clients } from './clients';
import type { Invite } from './invite';
import { Invitation } from './invite';
import { MemberRow } from './memberrow';
import type { TeamForm } from './teamforms';
import { ownForms, rotaForm, TeamForms } from './teamforms';
import type { Duty, People, Policy } from './wire';
import { DELETES, POLICIES, REVEALS } from './wire';

export interface PeopleActions extends AreaActions {
  onPolicy: (kind: SharedKind, policy: Policy) => Promise<void>;
  /** Null where this member invites nobody here. */
  onInvite: Invite | null;
  /** Null where members have no clients of their own here. */
  clients: ClientActions | null;
  /** Forms of other features in which a member says something of themselves. */
  yourForms: readonly TeamForm[];
  /** What of other features is settled for the team, too, drawn below its policies. */
  settled: ReactNode;
  /** Forms of other features that the owner finds here, too. */
  ownersForms: readonly TeamForm[];
}

interface TeamProps extends PeopleActions {
  /** Whether this member may set policies. */
  judge: boolean;
  /** Whether this member may give roles. */
  admin: boolean;
  /** Whether this member has a name, and so can follow anything. */
  named: boolean;
  you: string | null;
}

export function PeopleTab(
  props: TeamProps & { people: Loadable<People>; onRetry: () => void }
): JSX.Element {
  return (
    <Loaded of={props.people} what={trans.__('the team')} retry={props.onRetry}>
      {people => <Team {...props} people={people} />}
    </Loaded>
  );
}

function Team(props: TeamProps & { people: People }): JSX.Element {
  const { people, judge } = props;
  const { busy, problem, run } = useWork();
  const settled = { may: judge, busy };
  return (
    <div className="cg-people" data-testid="cg-people">
      {people.duty !== null && <OnDuty duty={people.duty} />}
      {problem !== null && <ProblemNote problem={problem} />}
      <section className="cg-group" aria-label={trans.__('Members')}>
        <h3>{trans.__('Members')}</h3>
        <ul className="cg-list" data-testid="cg-members">
          {people.members.map(member => (
            <MemberRow
              key={member.username}
              member={member}
              you={props.you}
              admin={props.admin}
              busy={busy}
              onRole={role => run(props.onSet(`member:${member.username}`, role))}
            />
          ))}
        </ul>
        {people.advice !== null && <p className="cg-hint">{people.advice}</p>}
        {props.onInvite !== null && <Invitation onInvite={props.onInvite} />}
      </section>
      {props.named && props.you !== null && (
        <TeamForms
          title={trans.__('You')}
          forms={[...ownForms(props.you, props.onSet), ...props.yourForms]}
        />
      )}
      {props.clients !== null && <Clients actions={props.clients} />}
      <Areas {...props} />
      <section className="cg-group" aria-label={trans.__('Policies')}>
        <h3>{trans.__('What waits for the owner')}</h3>
        <ul className="cg-list" data-testid="cg-policies">
          {SHARED_KINDS.map(kind => (
            <ChoiceRow
              {...settled}
              key={kind}
              label={KIND_LABELS[kind].many}
              value={people.policies[kind]}
              choices={POLICIES}
              testId="cg-policy"
              about={kind}
              onChange={policy => run(props.onPolicy(kind, policy))}
            />
          ))}
          <ChoiceRow
            {...settled}
            label={trans.__('Who reveals secret scores and notes')}
            value={people.reveal}
            choices={REVEALS}
            testId="cg-reveal-policy"
            onChange={policy => run(props.onSet('reveal', policy))}
          />
          <ChoiceRow
            {...settled}
            label={trans.__('Who deletes threads')}
            value={people.thread_delete}
            choices={DELETES}
            testId="cg-delete-policy"
            onChange={rule => run(props.onSet('thread-delete', rule))}
          />
        </ul>
      </section>
      {props.settled}
      {judge && (
        <TeamForms
          title={trans.__('Curate')}
          forms={[rotaForm(people, props.onSet), ...props.ownersForms]}
        />
      )}
    </div>
  );
}

function OnDuty(props: { duty: Duty }): JSX.Element {
  const { person } = useEnv();
  const { owner, until, next, stand_in_for: away } = props.duty;
  const name = (username: string): string => person(username).display_name;
  return (
    <section
      className="cg-card"
      aria-label={trans.__('Context owner')}
      data-testid="cg-duty"
    >
      <div className="cg-row">
        <span aria-hidden="true">
          <Avatar person={person(owner)} />
        </span>
        <strong>{name(owner)}</strong>
        <Badge look="plain">{trans.__('context owner')}</Badge>
      </div>
      <p className="cg-muted">
        {sentence(
          trans.__('until %1', ...PLACES),
          <time dateTime={new Date(until).toISOString()}>{exactTime(until)}</time>
        )}
        {away !== null && trans.__(', standing in for %1', name(away))}
        {next !== null && trans.__('; next: %1', name(next))}
      </p>
    </section>
  );
}
