/** Inviting somebody: a name and a role, then their personal link, which is shown this once. */

import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import { useState } from 'react';
import type { GivenLink } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Choice, Line } from '../../ui/fields';
import { SettleForm } from '../../ui/forms';
import { ShownOnce } from '../../ui/shownonce';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { ROLE_NAMES } from './header';
import type { InvitedRole } from './people';
import { INVITED_ROLES, isOfThisMachine, linkOf, ROLE_MEANINGS } from './people';

const NAME = 200;

export type Invite = (name: string, role: InvitedRole) => Promise<GivenLink>;

/** The button, then the form, then the link. */
export function Invitation(props: { onInvite: Invite }): JSX.Element {
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState<GivenLink | null>(null);
  if (given !== null) {
    return <PersonalLink given={given} onDone={() => setGiven(null)} />;
  }
  if (!open) {
    return (
      <div className="cg-actions">
        <Button
          label={trans.__('Invite…')}
          testId="cg-invite"
          onClick={() => setOpen(true)}
        />
      </div>
    );
  }
  return (
    <InviteForm
      onInvite={props.onInvite}
      onGiven={link => {
        setGiven(link);
        setOpen(false);
      }}
      onCancel={() => setOpen(false)}
    />
  );
}

function InviteForm(props: {
  onInvite: Invite;
  onGiven: (link: GivenLink) => void;
  onCancel: () => void;
}): JSX.Element {
  const draft = useDraft<{ name: string; role: InvitedRole }>('invite', {
    name: '',
    role: 'contributor'
  });
  const { busy, problem, run } = useWork();
  const { name } = draft.value;
  const role = INVITED_ROLES.find(one => one === draft.value.role) ?? 'contributor';
  const submit = (): void => {
    run(
      props.onInvite(name.trim(), role).then(link => {
        draft.forget();
        props.onGiven(link);
      })
    );
  };
  return (
    <SettleForm
      label={trans.__('Invite somebody')}
      submit={trans.__('Make a personal link')}
      testId="cg-invite-form"
      ready={name.trim() !== ''}
      busy={busy}
      draft={draft}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      <Line
        label={trans.__('Name, as the others see it')}
        value={name}
        limit={NAME}
        onChange={value => draft.set({ ...draft.value, name: value })}
      />
      <Choice
        label={trans.__('Role')}
        value={role}
        choices={INVITED_ROLES.map(one => [one, ROLE_NAMES[one]] as const)}
        testId="cg-invite-role"
        onChange={value =>
          draft.set({
            ...draft.value,
            role: INVITED_ROLES.find(one => one === value) ?? role
          })
        }
      />
      <p className="cg-hint">{ROLE_MEANINGS[role]}</p>
      {problem !== null && <ProblemNote problem={problem} />}
    </SettleForm>
  );
}

/** The link goes with this part of the panel. */
function PersonalLink(props: { given: GivenLink; onDone: () => void }): JSX.Element {
  const { given } = props;
  const base = URLExt.parse(PageConfig.getBaseUrl()).href;
  return (
    <ShownOnce
      label={trans.__('Personal link of %1', given.display_name)}
      aside={
        <>
          {' '}
          <span className="cg-muted">{ROLE_NAMES[given.role]}</span>
        </>
      }
      secret={linkOf(base, given)}
      copyLabel={trans.__('Copy the link')}
      testIds={{
        card: 'cg-invited',
        secret: 'cg-invite-link',
        copy: 'cg-copy-link',
        done: 'cg-invite-done'
      }}
      onDone={props.onDone}
    >
      {trans.__(
        'Whoever opens it is %1: send it to nobody else. It is shown this once.',
        given.display_name
      )}
      {isOfThisMachine(base) &&
        ` ${trans.__(
          'Its address is this machine’s own: if they reach it by another name, put that in place of it.'
        )}`}
    </ShownOnce>
  );
}
