/**
 * One’s own clients (editors, agents): their tokens, made with what each may do, shown this once, and
 * ended.
 */

import type { RefObject } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Loadable } from '../../api/problem';
import { attempt, PENDING, Problem } from '../../api/problem';
import type {
  ClientTokensAnswer,
  ClientTokenView,
  NewClientToken
} from '../../api/wire/types';
import { trans } from '../../core/trans';
import { sure } from '../../ui/ask';
import type { Named } from '../../ui/checks';
import { Checks } from '../../ui/checks';
import { Badge, Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { useEnv } from '../../ui/env';
import { Choice, Line } from '../../ui/fields';
import { ago, exactTime } from '../../ui/format';
import { SettleForm } from '../../ui/forms';
import { ShownOnce } from '../../ui/shownonce';
import { Loaded, ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';

export type ClientScope = ClientTokenView['scopes'][number];

/** What a form may do with one’s tokens. Each throws a Problem when it fails. */
export interface ClientActions {
  list: () => Promise<ClientTokensAnswer>;
  make: (
    client: string,
    scopes: readonly ClientScope[],
    days: number
  ) => Promise<NewClientToken>;
  revoke: (id: string) => Promise<unknown>;
}

const NAME = 40;
const SCOPES: readonly ClientScope[] = ['read', 'propose', 'message', 'private'];
const DAYS = [7, 30, 90, 365] as const;

const SCOPE_NAMES: Readonly<Record<ClientScope, string>> = {
  get read() {
    return trans.__('read the team’s context');
  },
  get propose() {
    return trans.__('propose entries');
  },
  get message() {
    return trans.__('write messages in your name');
  },
  get private() {
    return trans.__('read and write your private notes');
  }
};

export function Clients(props: { actions: ClientActions }): JSX.Element {
  const { actions } = props;
  const [tokens, setTokens] = useState<Loadable<ClientTokensAnswer>>(PENDING);
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState<NewClientToken | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = useCallback((): void => {
    void attempt(() => actions.list()).then(setTokens);
  }, [actions]);
  const place = useSeen(load);
  const revoke = async (token: ClientTokenView): Promise<void> => {
    const yes = await sure({
      title: trans.__('End the token of %1?', token.client),
      body: trans.__('The client gets nothing any more, from now on.'),
      yes: trans.__('Revoke'),
      look: 'warn'
    });
    if (yes) {
      setProblem(null);
      await actions
        .revoke(token.id)
        .catch((error: unknown) => setProblem(Problem.of(error)));
      load();
    }
  };
  return (
    <section
      ref={place}
      className="cg-group"
      aria-label={trans.__('Your clients')}
      data-testid="cg-clients"
    >
      <h3>{trans.__('Your clients')}</h3>
      <p className="cg-hint">
        {trans.__(
          'Editors and agents outside of JupyterLab that act for you, each with a token of its own.'
        )}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <Loaded of={tokens} what={trans.__('your clients')} retry={load}>
        {found => (
          <ul className="cg-list" data-testid="cg-client-tokens">
            {found.tokens.map(token => (
              <TokenRow
                key={token.id}
                token={token}
                onRevoke={() => void revoke(token)}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {given !== null && <GivenToken given={given} onDone={() => setGiven(null)} />}
      {given === null && !open && (
        <div className="cg-actions">
          <Button
            label={trans.__('Make a token…')}
            testId="cg-client-new"
            onClick={() => setOpen(true)}
          />
        </div>
      )}
      {given === null && open && (
        <TokenForm
          onMake={actions.make}
          onMade={made => {
            setGiven(made);
            setOpen(false);
            load();
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </section>
  );
}

/** Calls `seen` now, when the place comes into sight, and when the window is looked at again. */
function useSeen(seen: () => void): RefObject<HTMLElement> {
  const place = useRef<HTMLElement>(null);
  useEffect(seen, [seen]);
  useEffect(() => {
    window.addEventListener('focus', seen);
    const observer =
      typeof IntersectionObserver === 'undefined'
        ? null
        : new IntersectionObserver(entries => {
            if (entries.some(entry => entry.isIntersecting)) {
              seen();
            }
          });
    if (place.current !== null) {
      observer?.observe(place.current);
    }
    return () => {
      window.removeEventListener('focus', seen);
      observer?.disconnect();
    };
  }, [seen]);
  return place;
}

function TokenRow(props: {
  token: ClientTokenView;
  onRevoke: () => void;
}): JSX.Element {
  const { token } = props;
  const { now } = useEnv();
  const used =
    token.used === null
      ? trans.__('never used')
      : trans.__('used %1', ago(token.used, now));
  return (
    <li data-testid="cg-client-token" data-client={token.client}>
      <div className="cg-row">
        <strong>{token.client}</strong>
        {token.scopes.map(scope => (
          <Badge key={scope} look="plain">
            {scope}
          </Badge>
        ))}
      </div>
      <p className="cg-muted">
        {used}, {trans.__('ends %1', exactTime(token.ends))}
      </p>
      <div className="cg-actions">
        <Button
          label={trans.__('Revoke')}
          title={trans.__('End the token of %1', token.client)}
          testId="cg-client-revoke"
          onClick={props.onRevoke}
        />
      </div>
    </li>
  );
}

function TokenForm(props: {
  onMake: ClientActions['make'];
  onMade: (made: NewClientToken) => void;
  onCancel: () => void;
}): JSX.Element {
  const draft = useDraft<{ client: string; scopes: string[]; days: number }>(
    'client-token',
    { client: '', scopes: ['read', 'propose'], days: 90 }
  );
  const { busy, problem, run } = useWork();
  const { client, days } = draft.value;
  const scopes = SCOPES.filter(scope => draft.value.scopes.includes(scope));
  const choices: readonly Named[] = SCOPES.map(scope => [scope, SCOPE_NAMES[scope]]);
  const submit = (): void => {
    run(
      props.onMake(client.trim(), scopes, days).then(made => {
        draft.forget();
        props.onMade(made);
      })
    );
  };
  return (
    <SettleForm
      label={trans.__('A token for a client')}
      submit={trans.__('Make a token')}
      testId="cg-client-form"
      ready={client.trim() !== '' && scopes.length > 0}
      busy={busy}
      draft={draft}
      onSubmit={submit}
      onCancel={props.onCancel}
    >
      <Line
        label={trans.__('Client')}
        note={trans.__('claude-code, cursor…')}
        value={client}
        limit={NAME}
        onChange={value => draft.set({ ...draft.value, client: value })}
      />
      <Checks
        label={trans.__('It may')}
        choices={choices}
        chosen={scopes}
        testId="cg-client-scopes"
        onChange={chosen => draft.set({ ...draft.value, scopes: chosen })}
      />
      <Choice
        label={trans.__('It ends after')}
        value={String(days)}
        choices={DAYS.map(n => [String(n), trans.__('%1 days', n)])}
        testId="cg-client-days"
        onChange={value => draft.set({ ...draft.value, days: Number(value) })}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </SettleForm>
  );
}

/** The token goes with this part of the panel. */
function GivenToken(props: { given: NewClientToken; onDone: () => void }): JSX.Element {
  const { secret, token, address } = props.given;
  return (
    <ShownOnce
      label={trans.__('Token of %1', token.client)}
      secret={secret}
      copyLabel={trans.__('Copy the token')}
      testIds={{
        card: 'cg-client-made',
        secret: 'cg-client-secret',
        copy: 'cg-client-copy',
        done: 'cg-client-done'
      }}
      onDone={props.onDone}
    >
      {trans.__(
        'Whoever has it acts as you. It is shown this once: set it as COMMONGROUND_MCP_TOKEN where the client is started.'
      )}{' '}
      {trans.__('The address for clients: %1', address)}
    </ShownOnce>
  );
}
