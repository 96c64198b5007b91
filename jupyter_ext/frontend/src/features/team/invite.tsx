/** Inviting somebody: a name and a role, then their personal link, which is shown this once. */

import { Clipboard } from '@jupyterlab/apputils';
import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import { copyIcon } from '@jupyterlab/ui-components';
import { useEffect, useId, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import type { GivenLink } from '../../api/wire/types';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Choice, Line } from '../../ui/fields';
import { SettleForm } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { name } = draft.value;
  const role = INVITED_ROLES.find(one => one === draft.value.role) ?? 'contributor';
  const submit = (): void => {
    setBusy(true);
    setProblem(null);
    props
      .onInvite(name.trim(), role)
      .then(link => {
        draft.forget();
        props.onGiven(link);
      })
      .catch((error: unknown) => setProblem(Problem.of(error)))
      .finally(() => setBusy(false));
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

/** The link is in no model, no draft and no storage: it goes with this part of the panel. */
function PersonalLink(props: { given: GivenLink; onDone: () => void }): JSX.Element {
  const { given } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const base = URLExt.parse(PageConfig.getBaseUrl()).href;
  const link = linkOf(base, given);
  useEffect(() => field.current?.select(), []);
  return (
    <section
      className="cg-card"
      aria-label={trans.__('Personal link of %1', given.display_name)}
      data-testid="cg-invited"
    >
      <div className="cg-field">
        <label htmlFor={id}>
          {trans.__('Personal link of %1', given.display_name)}{' '}
          <span className="cg-muted">{ROLE_NAMES[given.role]}</span>
        </label>
        <input id={id} ref={field} readOnly value={link} data-testid="cg-invite-link" />
      </div>
      <p className="cg-hint">
        {trans.__(
          'Whoever opens it is %1: send it to nobody else. It is shown this once.',
          given.display_name
        )}
        {isOfThisMachine(base) &&
          ` ${trans.__(
            'Its address is this machine’s own: if they reach it by another name, put that in place of it.'
          )}`}
      </p>
      <div className="cg-actions">
        <Button
          icon={copyIcon}
          look="accept"
          label={trans.__('Copy the link')}
          testId="cg-copy-link"
          onClick={() => {
            Clipboard.copyToSystem(link);
            setCopied(true);
          }}
        />
        <Button
          label={trans.__('Done')}
          testId="cg-invite-done"
          onClick={props.onDone}
        />
        <span className="cg-muted" role="status">
          {copied && trans.__('Copied.')}
        </span>
      </div>
    </section>
  );
}
