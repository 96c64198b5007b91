/** The act of sharing a note: exactly what will leave, who will see it, and the chance to change it. */

import { useEffect, useId, useRef, useState } from 'react';
import type { Command } from '../api';
import type { Consequences } from '../consequences';
import { gateSays } from '../consequences';
import type { Draft } from '../drafts';
import { commandOf } from '../drafts';
import { KIND_LABELS } from '../entries';
import { Problem } from '../problem';
import type { Person } from '../wire';
import { AreaChip, Avatar, Badge, Prose } from './controls';
import type { FormActions, Limits } from './entryform';
import { EntryForm } from './entryform';
import { useEnv } from './env';
import { ProblemNote } from './states';

/** Milliseconds of rest after which the server is asked what the text would do. */
const REST = 400;

/** What is known about one text: nothing yet, the server's word, or why there is none. */
type Known = { of: string } & (
  { tag: 'ready'; value: Consequences } | { tag: 'error'; problem: Problem }
);

export interface Previewing {
  onPreview: (command: Command) => Promise<Consequences>;
  areas: readonly string[];
}

export function ShareDialog(
  props: FormActions & Previewing & { draft: Draft; limits: Limits; user: Person }
): JSX.Element {
  const { draft } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [held, setHeld] = useState(false);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) {
        opener.focus();
      }
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="cg-dialog"
      aria-labelledby={`${id}-title`}
      data-testid="cg-share-dialog"
      data-lm-suppress-shortcuts="true"
      onCancel={event => {
        event.preventDefault();
        if (!draft.sending) {
          props.onDiscard(draft.key);
        }
      }}
    >
      <h2 id={`${id}-title`}>Share with the team</h2>
      <p className="cg-hint">
        A copy of the text below leaves your private notes; the note itself stays, and
        stays private.
      </p>
      <EntryForm
        key={draft.key}
        draft={draft}
        limits={props.limits}
        submit="Share"
        label="What will be shared"
        chooseKind
        areas={props.areas}
        held={held}
        testId="cg-share-form"
        preview={text => (
          <Preview
            draft={text}
            user={props.user}
            onPreview={props.onPreview}
            onHeld={setHeld}
          />
        )}
        onWrite={props.onWrite}
        onSend={props.onSend}
        onDiscard={props.onDiscard}
      />
    </dialog>
  );
}

/** The server's word on the text as it is now, once its author rests. */
function useConsequences(draft: Draft, ask: Previewing['onPreview']): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
  const command = JSON.stringify(commandOf(draft));
  const empty = draft.title.trim() === '';
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    if (empty) {
      return;
    }
    let current = true;
    const timer = window.setTimeout(() => {
      asking.current(JSON.parse(command) as Command).then(
        value => current && setKnown({ of: command, tag: 'ready', value }),
        (error: unknown) =>
          current && setKnown({ of: command, tag: 'error', problem: Problem.of(error) })
      );
    }, REST);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [command, empty]);
  return known?.of === command ? known : null;
}

function Preview(props: {
  draft: Draft;
  user: Person;
  onPreview: Previewing['onPreview'];
  onHeld: (held: boolean) => void;
}): JSX.Element {
  const { draft, onHeld } = props;
  const known = useConsequences(draft, props.onPreview);
  const found = known?.tag === 'ready' ? known.value : null;
  const held = found?.outcome === 'quarantine';
  useEffect(() => onHeld(held), [held, onHeld]);
  return (
    <section className="cg-preview" aria-label="Preview" data-testid="cg-share-preview">
      <p className="cg-muted">
        {found === null ? 'What you are about to share' : 'Exactly this will be shared'}
      </p>
      <div className="cg-card">
        <h4 className="cg-title">
          <span>{(found?.title ?? draft.title).trim() || 'No title yet'}</span>
          <Badge look="plain">{KIND_LABELS[draft.kind].one}</Badge>
          {found?.status === 'proposed' && <Badge look="proposed">proposed</Badge>}
        </h4>
        <Prose text={found?.body ?? draft.body} />
        <p className="cg-foot">
          <span className="cg-byline">
            <span aria-hidden="true">
              <Avatar person={props.user} />
            </span>
            <span className="cg-name">{props.user.display_name}</span>
          </span>
          {draft.area !== null && <AreaChip name={draft.area} />}
        </p>
      </div>
      <div aria-live="polite" data-testid="cg-share-consequences">
        {known?.tag === 'error' && <ProblemNote problem={known.problem} />}
        {known === null && draft.title.trim() !== '' && (
          <p className="cg-hint">Asking the server who would see it…</p>
        )}
        {found !== null && <Consequence of={found} />}
      </div>
    </section>
  );
}

function Consequence(props: { of: Consequences }): JSX.Element {
  const { of: found } = props;
  const { person } = useEnv();
  const names = found.readers.map(username => person(username).display_name);
  return (
    <>
      <p
        className={`cg-hint${found.outcome === 'pass' ? '' : ' cg-mod-warn'}`}
        data-testid="cg-share-gate"
      >
        {gateSays(found)}
      </p>
      <p className="cg-hint" data-testid="cg-share-readers">
        {found.area === null
          ? 'In everyone’s view and prompts'
          : `In the view and prompts of those who follow ${found.area}`}
        {names.length > 0 && `: ${names.join(', ')}`}. Everyone in the team can look it
        up.
      </p>
      {found.status === 'proposed' && (
        <p className="cg-hint">It counts once the context owner has accepted it.</p>
      )}
      {found.clashes.map((clash, at) => (
        <div key={at} className="cg-hint cg-mod-bad" data-testid="cg-share-contradicts">
          <p>
            would contradict: <strong>{clash.title}</strong>
          </p>
          <p>
            <q className="cg-quote">{clash.own}</q> against{' '}
            <q className="cg-quote">{clash.other}</q>. {clash.why}
          </p>
        </div>
      ))}
    </>
  );
}
