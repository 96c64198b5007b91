/** A form for an entry's text. It holds what is typed and reports it; it never throws any away. */

import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Command } from '../../api/wire/command';
import type { SharedKind } from '../../api/wire/entry';
import { SHARED_KINDS } from '../../api/wire/entry';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import type { Limits } from '../../ui/room';
import { lengthOf, Room } from '../../ui/room';
import { ProblemNote } from '../../ui/states';
import type { Telling } from './consequence';
import { useConsequences } from './consequence';
import type { Draft, DraftText } from './drafts';
import { KeyedFields } from './keyedfields';
import type { Consequences } from './wire';

export interface FormActions {
  onWrite: (key: string, text: DraftText) => void;
  onSend: (key: string) => void;
  onDiscard: (key: string) => void;
  /** What a command would do. */
  onPreview: (command: Command) => Promise<Consequences>;
}

export function EntryForm(
  props: FormActions & {
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
    /** Whether a text that the gate would keep can't be sent at all. */
    holds?: boolean;
  }
): JSX.Element {
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
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const { fresh, key, purpose } = draft;
  const { onWrite } = props;
  // Once for each time it is opened: a form that scrolls back into sight takes no focus.
  useEffect(() => {
    if (fresh) {
      first.current?.focus({ preventScroll: purpose === 'edit' });
      onWrite(key, { fresh: false });
    }
  }, [fresh, key, purpose, onWrite]);

  const excess = {
    title: lengthOf(title.trim()) - limits.title,
    body: lengthOf(body) - limits.body
  };
  const sendable =
    title.trim() !== '' &&
    excess.title <= 0 &&
    excess.body <= 0 &&
    !draft.sending &&
    !(props.holds === true && found?.outcome === 'quarantine');
  const send = (): void => {
    if (sendable) {
      props.onSend(draft.key);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      className="cg-form"
      aria-label={props.label}
      data-testid={props.testId}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      {props.chooseKind && (
        <div className="cg-field">
          <label htmlFor={`${id}-kind`}>{trans.__('Kind')}</label>
          <span className="cg-select">
            <select
              id={`${id}-kind`}
              name="kind"
              value={kind}
              onChange={event => {
                const chosen = kindOf(event.currentTarget.value);
                setKind(chosen);
                props.onWrite(draft.key, { kind: chosen });
              }}
            >
              {SHARED_KINDS.map(value => (
                <option key={value} value={value}>
                  {KIND_LABELS[value].one}
                </option>
              ))}
            </select>
          </span>
        </div>
      )}
      {props.areas !== undefined && props.areas.length > 0 && (
        <div className="cg-field">
          <label htmlFor={`${id}-area`}>{trans.__('For')}</label>
          <span className="cg-select">
            <select
              id={`${id}-area`}
              name="area"
              data-testid="cg-area"
              value={area ?? ''}
              onChange={event => {
                const chosen = event.currentTarget.value || null;
                setArea(chosen);
                props.onWrite(draft.key, { area: chosen });
              }}
            >
              <option value="">{trans.__('Everybody')}</option>
              {props.areas.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </span>
        </div>
      )}
      {props.threads !== undefined && props.threads.length > 0 && (
        <div className="cg-field">
          <label htmlFor={`${id}-thread`}>{trans.__('Bring into')}</label>
          <span className="cg-select">
            <select
              id={`${id}-thread`}
              name="thread"
              data-testid="cg-into-thread"
              value={thread ?? ''}
              onChange={event => {
                const chosen = event.currentTarget.value || null;
                setThread(chosen);
                props.onWrite(draft.key, { thread: chosen });
              }}
            >
              <option value="">{trans.__('No thread')}</option>
              {props.threads.map(one => (
                <option key={one.id} value={one.id}>
                  {one.title}
                </option>
              ))}
            </select>
          </span>
        </div>
      )}
      <div className="cg-field">
        <label htmlFor={`${id}-title`}>{trans.__('Title')}</label>
        <input
          id={`${id}-title`}
          name="title"
          ref={first}
          type="text"
          value={title}
          readOnly={draft.sending}
          autoComplete="off"
          aria-invalid={excess.title > 0}
          aria-describedby={`${id}-title-room`}
          onChange={event => {
            setTitle(event.currentTarget.value);
            props.onWrite(draft.key, { title: event.currentTarget.value });
          }}
        />
        <Room id={`${id}-title-room`} limit={limits.title} excess={excess.title} />
      </div>
      <div className="cg-field">
        <label htmlFor={`${id}-body`}>
          {trans.__('Text')}{' '}
          <span className="cg-muted">{trans.__('Markdown, optional')}</span>
        </label>
        <textarea
          id={`${id}-body`}
          name="body"
          rows={5}
          value={body}
          readOnly={draft.sending}
          aria-invalid={excess.body > 0}
          aria-describedby={`${id}-body-room`}
          onChange={event => {
            setBody(event.currentTarget.value);
            props.onWrite(draft.key, { body: event.currentTarget.value });
          }}
        />
        <Room id={`${id}-body-room`} limit={limits.body} excess={excess.body} />
      </div>
      {props.tell !== null && (
        <KeyedFields
          keyed={keyed}
          suggested={found?.suggested ?? null}
          readOnly={draft.sending}
          onChange={fields => {
            setKeyed(fields);
            props.onWrite(draft.key, { keyed: fields });
          }}
        />
      )}
      {props.tell?.(now, known)}
      {props.hint}
      {draft.problem !== null && <ProblemNote problem={draft.problem} />}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={draft.sending ? trans.__('Sending…') : props.submit}
          disabled={!sendable}
          testId="cg-submit"
        />
        <Button
          label={trans.__('Cancel')}
          disabled={draft.sending}
          onClick={() => props.onDiscard(draft.key)}
        />
      </div>
    </form>
  );
}

function kindOf(value: string): SharedKind {
  return SHARED_KINDS.find(kind => kind === value) ?? 'knowledge';
}
