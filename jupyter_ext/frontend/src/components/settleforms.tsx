/** The owner's words: why something is rejected or no contradiction, and how one is resolved. */

import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Settlement } from '../api';
import type { Keyed } from '../drafts';
import { keyedOf, UNKEYED } from '../drafts';
import { newestHead } from '../entries';
import { excerpt, plural } from '../format';
import type { ReviewItem } from '../review';
import { sidesOf, titleOf } from '../review';
import { Button } from './controls';
import type { Limits } from './entryform';
import { lengthOf } from './entryform';

/** Characters of a reason that the server takes. */
const REASON = 2_000;

/** A form that is sent with Ctrl+Enter and left with Escape. */
export function SettleForm(props: {
  label: string;
  submit: string;
  testId: string;
  ready: boolean;
  busy: boolean;
  children: ReactNode;
  onSubmit: () => void;
  onCancel: () => void;
}): JSX.Element {
  const send = (): void => {
    if (props.ready && !props.busy) {
      props.onSubmit();
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      props.onCancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    // Letters typed here are no keys of the queue.
    event.stopPropagation();
  };
  return (
    <form
      className="cg-form"
      aria-label={props.label}
      data-testid={props.testId}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      {props.children}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={props.busy ? 'Sending…' : props.submit}
          disabled={!props.ready || props.busy}
          testId={`${props.testId}-submit`}
        />
        <Button label="Cancel" disabled={props.busy} onClick={props.onCancel} />
      </div>
    </form>
  );
}

function Reason(props: {
  label: string;
  value: string;
  focus: boolean;
  optional?: boolean;
  onChange: (value: string) => void;
}): JSX.Element {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const { focus } = props;
  useEffect(() => {
    if (focus) {
      area.current?.focus();
    }
  }, [focus]);
  return (
    <div className="cg-field">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        ref={area}
        rows={2}
        required={props.optional !== true}
        maxLength={REASON}
        value={props.value}
        data-testid="cg-review-reason"
        onChange={event => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}

/** One question, which must be answered: why. */
export function ReasonForm(props: {
  label: string;
  question: string;
  submit: string;
  testId: string;
  busy: boolean;
  onSubmit: (reason: string) => void;
  onCancel: () => void;
}): JSX.Element {
  const [reason, setReason] = useState('');
  return (
    <SettleForm
      label={props.label}
      submit={props.submit}
      testId={props.testId}
      ready={reason.trim() !== ''}
      busy={props.busy}
      onSubmit={() => props.onSubmit(reason.trim())}
      onCancel={props.onCancel}
    >
      <Reason label={props.question} value={reason} focus onChange={setReason} />
    </SettleForm>
  );
}

/** Which sides hold on, and the decision that says so. Versions of one entry become its next one. */
export function ResolveForm(props: {
  item: ReviewItem;
  limits: Limits;
  busy: boolean;
  onSubmit: (settlement: Settlement) => void;
  onCancel: () => void;
}): JSX.Element {
  const { item, limits } = props;
  const sides = sidesOf(item);
  const between = item.type === 'dispute';
  const newest = sides.reduce<(typeof sides)[number] | undefined>(
    (best, side) =>
      best === undefined || side.revision.at >= best.revision.at ? side : best,
    undefined
  )?.revision;
  const id = useId();
  const [keep, setKeep] = useState<readonly string[]>(
    newest === undefined ? [] : [newest.id]
  );
  const [title, setTitle] = useState(newest?.title ?? '');
  const [body, setBody] = useState(newest?.body ?? '');
  const [reason, setReason] = useState('');
  const fits = lengthOf(title.trim()) <= limits.title && lengthOf(body) <= limits.body;
  const choose = (side: string, chosen: boolean): void => {
    const revision = sides.find(one => one.revision.id === side)?.revision;
    if (between) {
      setKeep(chosen ? [...keep, side] : keep.filter(one => one !== side));
    } else if (revision !== undefined) {
      setKeep([side]);
      setTitle(revision.title);
      setBody(revision.body);
    }
  };
  return (
    <SettleForm
      label="Resolve"
      submit="Resolve"
      testId="cg-resolve-form"
      ready={title.trim() !== '' && reason.trim() !== '' && fits}
      busy={props.busy}
      onSubmit={() =>
        props.onSubmit({
          keep: [...keep],
          title: title.trim(),
          body,
          reason: reason.trim()
        })
      }
      onCancel={props.onCancel}
    >
      <fieldset className="cg-choices">
        <legend>{between ? 'What holds on' : 'Start from the version'}</legend>
        {sides.map(({ revision }) => (
          <label key={revision.id}>
            <input
              type={between ? 'checkbox' : 'radio'}
              name={`${id}-keep`}
              checked={keep.includes(revision.id)}
              data-testid="cg-resolve-keep"
              onChange={event => choose(revision.id, event.currentTarget.checked)}
            />
            <span>
              {revision.title}
              {!between && revision.body !== '' && (
                <span className="cg-muted"> {excerpt(revision.body, 60)}</span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      <Wording
        label={between ? 'The decision’s title' : 'The title that holds'}
        title={title}
        body={body}
        fits={fits}
        onTitle={setTitle}
        onBody={setBody}
      />
      <Reason label="Why" value={reason} focus onChange={setReason} />
    </SettleForm>
  );
}

/** The text of one entry that takes the place of several. */
export interface Merged {
  readonly title: string;
  readonly body: string;
  readonly keyed: Keyed;
  readonly reason?: string;
}

/** One entry of several proposals: which to start from, the text, and why. */
export function MergeForm(props: {
  items: readonly ReviewItem[];
  limits: Limits;
  busy: boolean;
  /** The items with the one to keep first. */
  onSubmit: (items: readonly ReviewItem[], text: Merged) => void;
  onCancel: () => void;
}): JSX.Element {
  const { items, limits } = props;
  const id = useId();
  const textOf = (item: ReviewItem | undefined): Merged => {
    const newest = item === undefined ? undefined : newestHead(item.entries[0]);
    return newest === undefined
      ? { title: '', body: '', keyed: UNKEYED }
      : { title: newest.title, body: newest.body, keyed: keyedOf(newest) };
  };
  const [kept, setKept] = useState(items[0]?.key ?? '');
  const [text, setText] = useState(() => textOf(items[0]));
  const [reason, setReason] = useState('');
  const title = text.title.trim();
  const fits = lengthOf(title) <= limits.title && lengthOf(text.body) <= limits.body;
  return (
    <SettleForm
      label="Merge the selected proposals"
      submit={`Merge ${plural(items.length, 'proposal')}`}
      testId="cg-merge-form"
      ready={title !== '' && fits}
      busy={props.busy}
      onSubmit={() => {
        const first = items.filter(item => item.key === kept);
        const others = items.filter(item => item.key !== kept);
        const why = reason.trim();
        props.onSubmit([...first, ...others], {
          ...text,
          title,
          ...(why === '' ? {} : { reason: why })
        });
      }}
      onCancel={props.onCancel}
    >
      <fieldset className="cg-choices">
        <legend>Start from</legend>
        {items.map(item => (
          <label key={item.key}>
            <input
              type="radio"
              name={`${id}-kept`}
              checked={item.key === kept}
              data-testid="cg-merge-keep"
              onChange={() => {
                setKept(item.key);
                setText(textOf(item));
              }}
            />
            <span>{titleOf(item)}</span>
          </label>
        ))}
      </fieldset>
      <Wording
        label="Title of the one entry"
        title={text.title}
        body={text.body}
        fits={fits}
        onTitle={value => setText({ ...text, title: value })}
        onBody={value => setText({ ...text, body: value })}
      />
      <Reason
        label="Why (optional; their authors see this)"
        value={reason}
        focus={false}
        optional
        onChange={setReason}
      />
    </SettleForm>
  );
}

/** A title and a text in the owner's words. */
function Wording(props: {
  label: string;
  title: string;
  body: string;
  fits: boolean;
  onTitle: (value: string) => void;
  onBody: (value: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <>
      <div className="cg-field">
        <label htmlFor={`${id}-title`}>{props.label}</label>
        <input
          id={`${id}-title`}
          name="title"
          type="text"
          required
          autoComplete="off"
          value={props.title}
          aria-invalid={!props.fits}
          onChange={event => props.onTitle(event.currentTarget.value)}
        />
      </div>
      <div className="cg-field">
        <label htmlFor={`${id}-body`}>
          Text <span className="cg-muted">Markdown, optional</span>
        </label>
        <textarea
          id={`${id}-body`}
          name="body"
          rows={4}
          value={props.body}
          aria-invalid={!props.fits}
          onChange={event => props.onBody(event.currentTarget.value)}
        />
      </div>
    </>
  );
}
