/** Forms: what sends them, what leaves them, and the fields that several of them have. */

import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { trans } from '../core/trans';
import { Button } from './controls';
import type { Drafted } from './draft';
import { useDraft, useSending } from './draft';
import { optionalMarkdown, Lines, Title } from './fields';

/** Characters of a reason that the server takes. */
const REASON = 2_000;
/** Characters that are thrown away without a question. */
const SHORT = 200;

/** Sends with Ctrl+Enter, or ⌘+Enter: for a form, or for a field that stands alone. */
export function sendKey(send: () => void): (event: KeyboardEvent) => void {
  return event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
}

/** Leaves with Escape, but for what is done with it inside, and while letters are put together. */
export function escapeKey(leave: (() => void) | null): (event: KeyboardEvent) => void {
  return event => {
    if (event.key === 'Escape' && leave !== null && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  };
}

/** Fields, and the buttons that send them or not. It is sent with Ctrl+Enter, and left with Escape. */
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
  /** Characters that the member typed into it: many are not thrown away unasked. */
  typed?: number;
  /** Test id of the button that opens it: it has the focus once the form is closed. */
  opener?: string | undefined;
  onSubmit: () => void;
  onCancel?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}): JSX.Element {
  const { busy, onCancel } = props;
  const { cancel, button, asked } = useCancel(props.typed ?? 0, busy, onCancel);
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
      data-cg-opener={props.opener}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        onSendKey(event);
        escapeKey(cancel)(event);
        props.onKeyDown?.(event);
      }}
    >
      {props.children}
      {asked}
      <div className="cg-actions">
        <Button
          submit
          look="accept"
          label={busy ? (props.sending ?? trans.__('Sending…')) : props.submit}
          disabled={!props.ready || busy}
          testId={props.submitId}
        />
        {button}
        {props.beside}
      </div>
    </form>
  );
}

/** What cancels a form, its button, and the question before a long text is thrown away. */
export function useCancel(
  typed: number,
  busy: boolean,
  onCancel: (() => void) | undefined
): {
  cancel: (() => void) | null;
  button: JSX.Element | null;
  asked: JSX.Element | null;
} {
  const [asking, setAsking] = useState(false);
  if (onCancel === undefined) {
    return { cancel: null, button: null, asked: null };
  }
  const leave = (): void => {
    setAsking(false);
    onCancel();
  };
  const cancel = (): void => {
    if (typed > SHORT) {
      setAsking(true);
    } else if (!busy) {
      onCancel();
    }
  };
  return {
    cancel,
    button: (
      <Button
        label={trans.__('Cancel')}
        disabled={busy || asking}
        testId="cg-cancel"
        onClick={cancel}
      />
    ),
    asked: asking ? <ThrowAway onYes={leave} onNo={() => setAsking(false)} /> : null
  };
}

/** Asks before a long text is thrown away; Escape keeps it. */
function ThrowAway(props: { onYes: () => void; onNo: () => void }): JSX.Element {
  const id = useId();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div
      className="cg-row cg-throw-away"
      role="alertdialog"
      aria-labelledby={id}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') {
          event.preventDefault();
          props.onNo();
        }
      }}
    >
      <span id={id}>{trans.__('Throw away what you wrote?')}</span>
      <Button ref={keep} label={trans.__('Keep writing')} onClick={props.onNo} />
      <Button
        look="warn"
        label={trans.__('Throw away')}
        testId="cg-throw-away"
        onClick={props.onYes}
      />
    </div>
  );
}

/** A form that is left with Escape, and whose letters are no keys of the queue around it. */
export function SettleForm(props: {
  label: string;
  submit: string;
  testId: string;
  ready: boolean;
  busy: boolean;
  /** What is typed into it, where that is kept. */
  draft?: Pick<Drafted<unknown>, 'typed' | 'forget'>;
  children: ReactNode;
  onSubmit: () => void;
  onCancel: () => void;
}): JSX.Element {
  const { draft } = props;
  const sends = useSending(props.busy, () => draft?.forget());
  return (
    <Form
      {...props}
      submitId={`${props.testId}-submit`}
      typed={draft?.typed ?? 0}
      onSubmit={() => {
        sends();
        props.onSubmit();
      }}
      onCancel={() => {
        draft?.forget();
        props.onCancel();
      }}
      onKeyDown={event => event.stopPropagation()}
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
  /** What it is about: tells its draft from others'. */
  about: string;
  busy: boolean;
  onSubmit: (reason: string) => void;
  onCancel: () => void;
}): JSX.Element {
  const draft = useDraft<string>(`${props.testId} ${props.about}`, '');
  const reason = draft.value;
  return (
    <SettleForm
      label={props.label}
      submit={props.submit}
      testId={props.testId}
      ready={reason.trim() !== ''}
      busy={props.busy}
      draft={draft}
      onSubmit={() => props.onSubmit(reason.trim())}
      onCancel={props.onCancel}
    >
      <Reason label={props.question} value={reason} focus onChange={draft.set} />
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
      <Title
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
