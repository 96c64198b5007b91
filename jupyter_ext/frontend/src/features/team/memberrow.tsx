/** A member in the list: who they are, which role they have, and whether they are here. */

import type { Role } from '../../api/wire/member';
import { ROLES } from '../../api/wire/member';
import { trans } from '../../core/trans';
import { sure } from '../../ui/ask';
import { Avatar, HeldSelect } from '../../ui/controls';
import { ROLE_NAMES, roleOf } from './header';
import { ROLE_MEANINGS } from './people';
import type { Presence } from './wire';

export function MemberRow(props: {
  member: Presence;
  you: string | null;
  admin: boolean;
  busy: boolean;
  onRole: (role: Role) => void;
}): JSX.Element {
  const { member } = props;
  const mine = member.username === props.you;
  const gives = props.admin && !mine && !member.anonymous;
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
      <span className="cg-member-text" title={member.username}>
        <span>
          {member.display_name}
          {mine && <span className="cg-muted"> {trans.__('(you)')}</span>}
        </span>
        <span
          className={`cg-connection${member.online ? ' cg-mod-online' : ' cg-mod-away'}`}
        >
          <span className="cg-dot" aria-hidden="true" />
          {member.online ? trans.__('here') : trans.__('not here')}
        </span>
      </span>
      {member.known &&
        (gives ? (
          <RoleChoice member={member} busy={props.busy} onRole={props.onRole} />
        ) : (
          <span className="cg-muted">{roleOf(member)}</span>
        ))}
    </li>
  );
}

/** Another role counts at once, for what is open too: so it is asked for first. */
function RoleChoice(props: {
  member: Presence;
  busy: boolean;
  onRole: (role: Role) => void;
}): JSX.Element {
  const { member } = props;
  const choose = async (role: Role): Promise<void> => {
    const name = member.display_name;
    const yes = await sure({
      title: trans.__(
        'Change the role of %1 from %2 to %3?',
        name,
        ROLE_NAMES[member.role],
        ROLE_NAMES[role]
      ),
      body: `${ROLE_MEANINGS[role]} ${trans.__('It counts at once, in what they have open too.')}`,
      yes: trans.__('Change the role')
    });
    if (yes) {
      props.onRole(role);
    }
  };
  return (
    <HeldSelect
      aria-label={trans.__('Role of %1', member.display_name)}
      data-testid="cg-role"
      value={member.role}
      disabled={props.busy}
      onChange={event => {
        const chosen = ROLES.find(role => role === event.currentTarget.value);
        if (chosen !== undefined) {
          void choose(chosen);
        }
      }}
    >
      {ROLES.map(role => (
        <option key={role} value={role}>
          {ROLE_NAMES[role]}
        </option>
      ))}
    </HeldSelect>
  );
}
