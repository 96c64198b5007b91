/** The act of sharing a note: exactly what will leave, who will see it, and the chance to change it. */

import { useEffect, useId, useRef } from 'react';
import type { Person } from '../../api/wire/member';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { AreaChip, Avatar, Badge, Prose } from '../../ui/controls';
import type { Limits } from '../../ui/room';
import type { Known } from './consequence';
import { Consequence } from './consequence';
import type { Draft, Drafts } from './drafts';
import type { FormActions } from './entryform';
import { EntryForm } from './entryform';

export function ShareDialog(
  props: FormActions & {
    draft: Draft;
    limits: Limits;
    user: Person;
    areas: readonly string[];
    threads: readonly { readonly id: string; readonly title: string }[];
    /** Whether everybody can read it already, as a shared answer. */
    isShared: boolean;
  }
): JSX.Element {
  const { draft } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
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
        dialog.current
          ?.querySelector<HTMLElement>('[data-testid="cg-cancel"]')
          ?.click();
      }}
    >
      <h2 id={`${id}-title`}>{trans.__('Share with the team')}</h2>
      <p className="cg-hint">
        {props.isShared
          ? trans.__(
              'The text below becomes an entry that the AI is shown from now on; the answer stays as it is.'
            )
          : trans.__(
              'A copy of the text below leaves what is yours alone; the original stays, and stays private.'
            )}
      </p>
      <EntryForm
        key={`${draft.key} ${draft.came}`}
        draft={draft}
        limits={props.limits}
        submit={trans.__('Share')}
        label={trans.__('What will be shared')}
        chooseKind
        areas={props.areas}
        threads={props.threads}
        holds
        testId="cg-share-form"
        tell={(text, known) => <Preview draft={text} user={props.user} known={known} />}
        onPreview={props.onPreview}
        onWrite={props.onWrite}
        onSend={props.onSend}
        onDiscard={props.onDiscard}
      />
    </dialog>
  );
}

function Preview(props: {
  draft: Draft;
  user: Person;
  known: Known | null;
}): JSX.Element {
  const { draft, known } = props;
  const found = known?.tag === 'ready' ? known.value : null;
  return (
    <section
      className="cg-preview"
      tabIndex={0}
      aria-label={trans.__('Preview')}
      data-testid="cg-share-preview"
    >
      <p className="cg-muted">
        {found === null
          ? trans.__('What you are about to share')
          : trans.__('Exactly this will be shared')}
      </p>
      <div className="cg-card">
        <h3 className="cg-title">
          <span>
            {(found?.title ?? draft.title).trim() || trans.__('No title yet')}
          </span>
          <Badge look="plain">{KIND_LABELS[draft.kind].one}</Badge>
          {found?.status === 'proposed' && (
            <Badge look="proposed">{trans.__('proposed')}</Badge>
          )}
        </h3>
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
        {draft.title.trim() !== '' && <Consequence known={known} />}
      </div>
    </section>
  );
}

export interface SharingProps extends FormActions {
  drafts: Drafts;
  limits: Limits;
  user: Person | null;
  areas: readonly string[];
  /** Open threads, the one used last first. */
  threads: readonly { readonly id: string; readonly title: string }[];
  /** Whether what is shared is an answer that everybody can read already. */
  isShared: (entry: string) => boolean;
}

/** The share dialog of whichever note or answer is being shared. */
export function Sharing(props: SharingProps): JSX.Element | null {
  const { user } = props;
  const draft = props.drafts.first('share');
  return draft === null || user === null ? null : (
    <ShareDialog
      key={draft.key}
      draft={draft}
      limits={props.limits}
      user={user}
      areas={props.areas}
      threads={props.threads}
      isShared={props.isShared(draft.entry ?? '')}
      onPreview={props.onPreview}
      onWrite={props.onWrite}
      onSend={props.onSend}
      onDiscard={props.onDiscard}
    />
  );
}
