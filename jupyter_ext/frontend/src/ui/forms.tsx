/** Forms: what sends them, what leaves them, and the fields that several of them have. */

import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { trans } from '../core/trans';
import { Button } from './controls';
import { Line, optionalMarkdown, Lines } from './fields';

/** Characters of a reason that the server takes. */
const REASON = 2_000;

/** Sends with Ctrl+Enter, or ⌘+Enter: for a form, or for a field that stands alone. */
export function sendKey(send: () => void): (event: KeyboardEvent) => void {
  return event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
}

/** Fields, and the buttons that send them or not. It is sent with Ctrl+Enter, too. */
export function Form(props: {
  submit: string;
  submitId: string;
  /** Whether it can be sent as it stands. */
  ready: boolean;
  /** Whether it is being sent, and what the button says then. */
  busy: boolean;
  sending?: string;
  label?: string;
  testId?: string;
  children: ReactNode;
  /** What stands beside the buttons. */
  beside?: ReactNode;
  onSubmit: () => void;
  onCancel?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}): JSX.Element {
  const { busy } = props;
  const send = (): void => {
    if (props.ready && !busy) {
      props.onSubmit();
    }
  };
  const onSendKey = sendKey(send);
  return (
    <form
      className="cg-form"
      aria-label={props.label}
      data-testid={props.testId}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        onSendKey(event);
        props.onKeyDown?.(event);
      }}
    >
      {props.children}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={busy ? (props.sending ?? trans.__('Sending…')) : props.submit}
          disabled={!props.ready || busy}
          testId={props.submitId}
        />
        {props.onCancel !== undefined && (
          <Button label={trans.__('Cancel')} disabled={busy} onClick={props.onCancel} />
        )}
        {props.beside}
      </div>
    </form>
  );
}

/** A form that is left with Escape, and whose letters are no keys of the queue around it. */
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
  return (
    <Form
      {...props}
      submitId={`${props.testId}-submit`}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.preventDefault();
          props.onCancel();
        }
        event.stopPropagation();
      }}
    />
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
  return (
    <>
      <Line
        label={props.label}
        name="title"
        required
        value={props.title}
        invalid={!props.fits}
        onChange={props.onTitle}
      />
      <Lines
        label={trans.__('Text')}
        note={optionalMarkdown()}
        name="body"
        rows={4}
        value={props.body}
        invalid={!props.fits}
        onChange={props.onBody}
      />
    </>
  );
}

export interface FormProps {
  busy: boolean;
  onCancel: () => void;
}
