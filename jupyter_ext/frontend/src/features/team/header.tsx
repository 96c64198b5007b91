/** The top of the panel: who is here, whether what you see is live, and which model answers. */

import type { Loadable } from '../../api/problem';
import type { Member, Role } from '../../api/wire/member';
import type { ServerStatus } from '../../api/wire/status';
import type { ReactNode } from 'react';
import { trans } from '../../core/trans';
import type { Connection } from '../../feed/feed';
import { Avatar, Badge, Button } from '../../ui/controls';
import { DemoBadge } from '../../ui/demobadge';
import { besideBadge } from '../../ui/format';
import { CONNECTION_NAMES } from './connection';

const FACES = 7;

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  get reader() {
    return trans.__('reader');
  },
  get contributor() {
    return trans.__('contributor');
  },
  get owner() {
    return trans.__('owner');
  },
  get admin() {
    return trans.__('admin');
  }
};

export function Header(props: {
  present: readonly Member[];
  user: Member | null;
  connection: Connection;
  status: Loadable<ServerStatus>;
  onReconnect: () => void;
  /** Decide anew which model of the server’s machine answers; null: that is not this member’s. */
  onModel: (() => void) | null;
  /** What stands beside the connection, as a meeting's button. */
  children?: ReactNode;
}): JSX.Element {
  const { present, user, connection } = props;
  return (
    <div className="cg-header">
      <div className="cg-row">
        <Presence present={present} user={user} />
        <span className="cg-spring" />
        {props.children}
        <span
          className={`cg-connection cg-mod-${connection.tag}`}
          role="status"
          data-testid="cg-connection"
          data-state={connection.tag}
        >
          <span className="cg-dot" aria-hidden="true" />
          {CONNECTION_NAMES[connection.tag]}
        </span>
        {connection.tag === 'waiting' && (
          <Button label={trans.__('Try now')} onClick={props.onReconnect} />
        )}
      </div>
      {props.status.tag === 'ready' && (
        <ModelLine status={props.status.value} onChange={props.onModel} />
      )}
    </div>
  );
}

function Presence(props: {
  present: readonly Member[];
  user: Member | null;
}): JSX.Element {
  const { present, user } = props;
  if (present.length === 0) {
    return (
      <span className="cg-muted" data-testid="cg-presence">
        {trans.__('Nobody connected')}
      </span>
    );
  }
  const others = present.slice(FACES);
  return (
    <ul
      className="cg-presence"
      aria-label={trans.__('Who is here')}
      data-testid="cg-presence"
    >
      {present.slice(0, FACES).map(member => (
        <li key={member.username} data-username={member.username}>
          <Avatar
            person={member}
            note={
              member.username === user?.username
                ? trans.__('you, %1', roleOf(member))
                : roleOf(member)
            }
          />
        </li>
      ))}
      {others.length > 0 && (
        <li className="cg-muted" title={others.map(m => m.display_name).join(', ')}>
          +{others.length}
        </li>
      )}
    </ul>
  );
}

/** A member's role in words. */
export function roleOf(member: Member): string {
  return member.anonymous
    ? trans.__('anonymous')
    : member.role === 'owner'
      ? trans.__('context owner')
      : ROLE_NAMES[member.role];
}

/** What the model was found not to do. */
function lackOf(ability: ServerStatus['model']['lacks'][number]): string {
  switch (ability) {
    case 'tools':
      return trans.__('uses no tools');
    case 'pictures':
      return trans.__('reads no pictures');
    case 'forms':
      return trans.__('fills in no forms, so it judges nothing');
  }
}

function ModelLine(props: {
  status: ServerStatus;
  onChange: (() => void) | null;
}): JSX.Element {
  const { model } = props.status;
  return (
    <>
      <div className="cg-row cg-model" data-testid="cg-model">
        <span className="cg-muted">{trans.__('Model')}</span>
        <span className="cg-name" title={model.name ?? ''}>
          {besideBadge(model.label, model.demo) || trans.__('none')}
        </span>
        {model.demo && <DemoBadge />}
        {!model.available && <Badge look="bad">{trans.__('not available')}</Badge>}
        {props.onChange !== null && (
          <Button
            label={trans.__('Change…')}
            testId="cg-model-change"
            onClick={props.onChange}
          />
        )}
      </div>
      {model.lacks.length > 0 && (
        <div className="cg-muted" data-testid="cg-model-lacks">
          {model.lacks.map(lackOf).join(' · ')}
        </div>
      )}
    </>
  );
}
