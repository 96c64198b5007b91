/** Forms that are sent with Ctrl+Enter and left with Escape. */

import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { trans } from '../core/trans';
import { Button } from './controls';

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
          label={props.busy ? trans.__('Sending…') : props.submit}
          disabled={!props.ready || props.busy}
          testId={`${props.testId}-submit`}
        />
        <Button
          label={trans.__('Cancel')}
          disabled={props.busy}
          onClick={props.onCancel}
        />
      </div>
    </form>
  );
}

export function Reason(props: {
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

/** A title and a text in the owner's words. */
export function Wording(props: {
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
          {trans.__('Text')}{' '}
          <span className="cg-muted">{trans.__('Markdown, optional')}</span>
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

export interface FormProps {
  busy: boolean;
  onCancel: () => void;
}
