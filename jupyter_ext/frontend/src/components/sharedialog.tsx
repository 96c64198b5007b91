/** The act of sharing a note: exactly what will leave, who will see it, and the chance to change it. */

import { useEffect, useId, useRef } from 'react';
import type { Draft } from '../drafts';
import { KIND_LABELS, WAITS_FOR_OWNER } from '../entries';
import type { Kind, Person } from '../wire';
import { Avatar, Badge, Prose } from './controls';
import type { FormActions, Limits } from './entryform';
import { EntryForm } from './entryform';

export function ShareDialog(
  props: FormActions & { draft: Draft; limits: Limits; user: Person; judge: boolean }
): JSX.Element {
  const { draft, user } = props;
  const dialog = useRef<HTMLDialogElement>(null);
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
        Who will see it: <strong>everyone in the team</strong>. A copy of the text below
        leaves your private notes; the note itself stays, and stays private.
      </p>
      <EntryForm
        key={draft.key}
        draft={draft}
        limits={props.limits}
        submit="Share with everyone"
        label="What will be shared"
        chooseKind
        testId="cg-share-form"
        preview={text => (
          <Preview {...text} user={user} waits={waits(text.kind, props.judge)} />
        )}
        onWrite={props.onWrite}
        onSend={props.onSend}
        onDiscard={props.onDiscard}
      />
    </dialog>
  );
}

function waits(kind: Kind, judge: boolean): boolean {
  return !judge && kind !== 'note' && WAITS_FOR_OWNER.has(kind);
}

function Preview(props: {
  kind: Kind;
  title: string;
  body: string;
  user: Person;
  waits: boolean;
}): JSX.Element {
  return (
    <section className="cg-preview" aria-label="Preview" data-testid="cg-share-preview">
      <p className="cg-muted">Everyone will see exactly this</p>
      <div className="cg-card">
        <h4 className="cg-title">
          <span>{props.title.trim() || 'No title yet'}</span>
          <Badge look="plain">{KIND_LABELS[props.kind].one}</Badge>
          {props.waits && <Badge look="proposed">proposed</Badge>}
        </h4>
        <Prose text={props.body} />
        <p className="cg-foot">
          <span className="cg-byline">
            <span aria-hidden="true">
              <Avatar person={props.user} />
            </span>
            <span className="cg-name">{props.user.display_name}</span>
          </span>
        </p>
      </div>
      {props.waits && (
        <p className="cg-hint">It counts once the context owner has accepted it.</p>
      )}
    </section>
  );
}
