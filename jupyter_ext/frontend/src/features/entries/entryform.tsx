/** A form for an entry's text. It holds what is typed and reports it; it never throws any away. */

import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Command } from '../../api/wire/command';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { Choice, excessOf, optionalMarkdown, Lines, Title } from '../../ui/fields';
import { Form } from '../../ui/forms';
import type { Limits } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import type { Telling } from './consequence';
import { useConsequences } from './consequence';
import type { Draft, DraftText } from './drafts';
import { typedOf } from './drafts';
import { KeyedFields } from './keyedfields';
import type { Consequences } from './wire';

export interface FormActions {
  onWrite: (key: string, text: DraftText) => void;
  onSend: (key: string) => void;
  onDiscard: (key: string) => void;
  /** What a command would do. */
  onPreview: (command: Command) => Promise<Consequences>;
}

export interface EntryFormProps extends FormActions {
  draft: Draft;
  limits: Limits;
  submit: string;
  label: string;
  chooseKind: boolean;
  testId: string;
  /** Shown above the buttons: what came meanwhile, or what will happen. */
  hint?: ReactNode;
  /**
   * What is told of the text as it is now, under the fields; null for a text that only its author
   * reads.
   */
  tell: Telling | null;
  /** Areas that the entry may be for; no choice where there is none. */
  areas?: readonly string[];
  /** Threads that it may be brought into; no choice where there is none. */
  threads?: readonly { readonly id: string; readonly title: string }[];
  /** Test id of the button that opens it, wherever the member pressed. */
  opener?: string;
  /** Whether a text that the gate would keep can't be sent at all. */
  holds?: boolean;
}

export function EntryForm(props: EntryFormProps): JSX.Element {
  const { draft, limits } = props;
  const [title, setTitle] = useState(draft.title);
  const [body, setBody] = useState(draft.body);
  const [kind, setKind] = useState(draft.kind);
  const [area, setArea] = useState(draft.area);
  const [thread, setThread] = useState(draft.thread);
  const [keyed, setKeyed] = useState(draft.keyed);
  const now: Draft = { ...draft, kind, title, body, area, thread, keyed };
  const known = useConsequences(now, props.tell === null ? null : props.onPreview);
  const found = known?.tag === 'ready' ? known.value : null;
  const first = useRef<HTMLTextAreaElement>(null);
  const { fresh, key, purpose } = draft;
  const { onWrite } = props;
  // Once for each time it is opened: a form that scrolls back into sight takes no focus.
  useEffect(() => {
    if (fresh) {
      first.current?.focus({ preventScroll: purpose === 'edit' });
      onWrite(key, { fresh: false });
    }
  }, [fresh, key, purpose, onWrite]);

  const fits =
    excessOf(title.trim(), limits.title) <= 0 && excessOf(body, limits.body) <= 0;
  const held = props.holds === true && found?.outcome === 'quarantine';
  return (
    <Form
      label={props.label}
      testId={props.testId}
      opener={props.opener}
      submit={props.submit}
      submitId="cg-submit"
      ready={title.trim() !== '' && fits && !held}
      busy={draft.sending}
      typed={typedOf(now)}
      onSubmit={() => props.onSend(draft.key)}
      onCancel={() => props.onDiscard(draft.key)}
    >
      {props.chooseKind && (
        <Choice
          label={trans.__('Kind')}
          name="kind"
          value={kind}
          choices={SHARED_KINDS.map(value => [value, KIND_LABELS[value].one])}
          onChange={value => {
            const chosen = kindOf(value);
            setKind(chosen);
            onWrite(key, { kind: chosen });
          }}
        />
      )}
      {props.areas !== undefined && props.areas.length > 0 && (
        <Choice
          label={trans.__('For')}
          name="area"
          testId="cg-area"
          value={area ?? ''}
          choices={[
            ['', trans.__('Everybody')],
            ...props.areas.map(name => [name, name] as const)
          ]}
          onChange={value => {
            setArea(value || null);
            onWrite(key, { area: value || null });
          }}
        />
      )}
      {props.threads !== undefined && props.threads.length > 0 && (
        <Choice
          label={trans.__('Bring into')}
          name="thread"
          testId="cg-into-thread"
          value={thread ?? ''}
          choices={[
            ['', trans.__('No thread')],
            ...props.threads.map(one => [one.id, one.title] as const)
          ]}
          onChange={value => {
            setThread(value || null);
            onWrite(key, { thread: value || null });
          }}
        />
      )}
      <Title
        ref={first}
        label={trans.__('Title')}
        name="title"
        value={title}
        readOnly={draft.sending}
        limit={limits.title}
        onChange={value => {
          setTitle(value);
          onWrite(key, { title: value });
        }}
      />
      <Lines
        label={trans.__('Text')}
        note={optionalMarkdown()}
        name="body"
        rows={5}
        value={body}
        readOnly={draft.sending}
        limit={limits.body}
        onChange={value => {
          setBody(value);
          onWrite(key, { body: value });
        }}
      />
      {props.tell !== null && (
        <KeyedFields
          keyed={keyed}
          suggested={found?.suggested ?? null}
          readOnly={draft.sending}
          onChange={fields => {
            setKeyed(fields);
            onWrite(key, { keyed: fields });
          }}
        />
      )}
      {props.tell?.(now, known)}
      {props.hint}
      {draft.problem !== null && <ProblemNote problem={draft.problem} />}
    </Form>
  );
}

/** The form of the entry or note that is being written; nothing while none is. */
export function NewEntryForm(
  props: Omit<EntryFormProps, 'draft'> & { draft: Draft | null }
): JSX.Element | null {
  const { draft } = props;
  return draft === null ? null : (
    <EntryForm key={`${draft.key} ${draft.came}`} {...props} draft={draft} />
  );
}

function kindOf(value: string): SharedKind {
  return SHARED_KINDS.find(kind => kind === value) ?? 'knowledge';
}
