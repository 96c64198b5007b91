/** The team: who is context owner until when, who is here, what areas there are, what waits. */

import { useId, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { Problem } from '../../api/problem';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import type { Role } from '../../api/wire/member';
import { ROLES } from '../../api/wire/member';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { Avatar, Badge, Button, HeldSelect } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { exactTime } from '../../ui/format';
import { PLACES, sentence } from '../../ui/sentence';
import { Loaded, ProblemNote } from '../../ui/states';
import { ROLE_NAMES, roleOf } from './header';
import type { TeamFormActions } from './teamforms';
import { TeamForms } from './teamforms';
import type { Area, Duty, People, Policy, Presence, RevealPolicy } from './wire';
import { POLICIES, REVEALS } from './wire';

export interface PeopleActions extends TeamFormActions {
  onFollow: (area: string, follow: boolean) => Promise<void>;
  onPolicy: (kind: SharedKind, policy: Policy) => Promise<void>;
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
  const { people } = props;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const run = (work: Promise<void>): void => {
    setBusy(true);
    setProblem(null);
    work
      .catch((error: unknown) => setProblem(Problem.of(error)))
      .finally(() => setBusy(false));
  };
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
      </section>
      <section className="cg-group" aria-label={trans.__('Areas')}>
        <h3>{trans.__('Areas')}</h3>
        {people.areas.length === 0 ? (
          <p className="cg-hint">
            {trans.__('No areas yet: everything is for everybody.')}
          </p>
        ) : (
          <ul className="cg-list" data-testid="cg-areas">
            {people.areas.map(area => (
              <AreaRow
                key={area.name}
                area={area}
                follows={people.following.includes(area.name)}
                named={props.named}
                busy={busy}
                onFollow={follow => run(props.onFollow(area.name, follow))}
              />
            ))}
          </ul>
        )}
      </section>
      <section className="cg-group" aria-label={trans.__('Policies')}>
        <h3>{trans.__('What waits for the owner')}</h3>
        <ul className="cg-list" data-testid="cg-policies">
          {SHARED_KINDS.map(kind => (
            <PolicyRow
              key={kind}
              kind={kind}
              policy={people.policies[kind] ?? null}
              judge={props.judge}
              busy={busy}
              onPolicy={policy => run(props.onPolicy(kind, policy))}
            />
          ))}
          <RevealRow
            policy={people.reveal}
            judge={props.judge}
            busy={busy}
            onReveal={policy => run(props.onSet('reveal', policy))}
          />
        </ul>
      </section>
      {props.named && (
        <TeamForms
          people={people}
          judge={props.judge}
          you={props.you}
          onSet={props.onSet}
          onSuggest={props.onSuggest}
          ownersForms={props.ownersForms}
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

function MemberRow(props: {
  member: Presence;
  you: string | null;
  admin: boolean;
  busy: boolean;
  onRole: (role: Role) => void;
}): JSX.Element {
  const { member } = props;
  const mine = member.username === props.you;
  return (
    <li
      className="cg-row"
      data-testid="cg-member"
      data-username={member.username}
      data-online={member.online}
    >
      <span aria-hidden="true">
        <Avatar person={member} />
      </span>
      <span className="cg-name">
        {member.display_name}
        {mine && <span className="cg-muted"> {trans.__('(you)')}</span>}
      </span>
      <span className="cg-spring" />
      {member.online &&
        (props.admin && !mine && !member.anonymous ? (
          <HeldSelect
            aria-label={trans.__('Role of %1', member.display_name)}
            data-testid="cg-role"
            value={member.role}
            disabled={props.busy}
            onChange={event => {
              const chosen = ROLES.find(role => role === event.currentTarget.value);
              if (chosen !== undefined) {
                props.onRole(chosen);
              }
            }}
          >
            {ROLES.map(role => (
              <option key={role} value={role}>
                {ROLE_NAMES[role]}
              </option>
            ))}
          </HeldSelect>
        ) : (
          <span className="cg-muted">{roleOf(member)}</span>
        ))}
      <span
        className={`cg-connection${member.online ? ' cg-mod-online' : ' cg-mod-away'}`}
      >
        <span className="cg-dot" aria-hidden="true" />
        {member.online ? trans.__('here') : trans.__('not here')}
      </span>
    </li>
  );
}

function AreaRow(props: {
  area: Area;
  follows: boolean;
  named: boolean;
  busy: boolean;
  onFollow: (follow: boolean) => void;
}): JSX.Element {
  const { area, follows } = props;
  const { person } = useEnv();
  const names = area.members.map(member => person(member).display_name);
  return (
    <li className="cg-row" data-testid="cg-area-row" data-area={area.name}>
      <span className="cg-area-text">
        <strong>{area.name}</strong>
        <span className="cg-muted">
          {[area.globs.join(', '), names.join(', ')].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="cg-spring" />
      {props.named && (
        <Button
          label={follows ? trans.__('Mute') : trans.__('Follow')}
          title={
            follows
              ? trans.__('Keep %1 out of your sidebar and your prompts', area.name)
              : trans.__('See %1 in your sidebar and your prompts', area.name)
          }
          disabled={props.busy}
          testId="cg-follow"
          onClick={() => props.onFollow(!follows)}
        />
      )}
    </li>
  );
}

/** Who shows secret scores and notes. */
function RevealRow(props: {
  policy: RevealPolicy;
  judge: boolean;
  busy: boolean;
  onReveal: (policy: RevealPolicy) => void;
}): JSX.Element {
  const id = useId();
  const label = trans.__('Secret scores and notes');
  const said = REVEALS.find(one => one.value === props.policy)?.label;
  return (
    <li className="cg-row" data-testid="cg-reveal-policy">
      {props.judge ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <span className="cg-spring" />
      {props.judge ? (
        <HeldSelect
          id={id}
          value={props.policy}
          disabled={props.busy}
          onChange={event => {
            const chosen = REVEALS.find(one => one.value === event.currentTarget.value);
            if (chosen !== undefined) {
              props.onReveal(chosen.value);
            }
          }}
        >
          {REVEALS.map(one => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </HeldSelect>
      ) : (
        <span className="cg-muted">{said}</span>
      )}
    </li>
  );
}

function PolicyRow(props: {
  kind: SharedKind;
  policy: Policy | null;
  judge: boolean;
  busy: boolean;
  onPolicy: (policy: Policy) => void;
}): JSX.Element {
  const { kind, policy } = props;
  const id = useId();
  const label = KIND_LABELS[kind].many;
  const said =
    POLICIES.find(one => one.value === policy)?.label ?? trans.__('not known');
  return (
    <li className="cg-row" data-testid="cg-policy" data-kind={kind}>
      {props.judge ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      <span className="cg-spring" />
      {props.judge && policy !== null ? (
        <HeldSelect
          id={id}
          value={policy}
          disabled={props.busy}
          onChange={event => {
            const chosen = POLICIES.find(
              one => one.value === event.currentTarget.value
            );
            if (chosen !== undefined) {
              props.onPolicy(chosen.value);
            }
          }}
        >
          {POLICIES.map(one => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </HeldSelect>
      ) : (
        <span className="cg-muted">{said}</span>
      )}
    </li>
  );
}
