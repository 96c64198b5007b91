/** The small things of a comparison: a button that waits for its act, labels, who gave what. */

import type { LabIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Avatar } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { Form } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';

/** What one act is doing: under way, and why it did not work. */
export interface Doing {
  readonly busy: boolean;
  readonly problem: Problem | null;
  run(act: () => Promise<void> | void): Promise<boolean>;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const run = async (act: () => Promise<void> | void): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    let failure: Problem | null = null;
    try {
      await act();
    } catch (error) {
      failure = Problem.of(error);
    }
    if (!gone.current) {
      setBusy(false);
      setProblem(failure);
    }
    return failure === null;
  };
  return { busy, problem, run };
}

export function OptionLabel(props: { label: string }): JSX.Element {
  return (
    <span className="cg-option-label" aria-label={trans.__('Option %1', props.label)}>
      {props.label}
    </span>
  );
}

/** A part of the board with a heading; its content can be folded away. */
export function Part(props: {
  title: string;
  count?: number;
  testId: string;
  open?: boolean;
  children: ReactNode;
}): JSX.Element {
  return (
    <details
      className="cg-part"
      open={props.open ?? true}
      data-testid={`cg-part-${props.testId}`}
    >
      <summary>
        <h4>{props.title}</h4>
        {props.count !== undefined && props.count > 0 && (
          <span className="cg-count">{props.count}</span>
        )}
      </summary>
      <div className="cg-part-body">{props.children}</div>
    </details>
  );
}

/** A form of one text, which stays as typed until it was taken. */
export function TextForm(props: {
  label: string;
  submit: string;
  testId: string;
  /** Tells this form's text from that of others. */
  keep: string;
  rows: number;
  code?: boolean;
  hint?: string;
  icon?: LabIcon;
  start?: string;
  onSend: (text: string) => Promise<void>;
  onClose: () => void;
}): JSX.Element {
  const kept = useDraft<string>(props.keep, props.start ?? '');
  const text = kept.value;
  const close = (): void => {
    kept.forget();
    props.onClose();
  };
  const doing = useDoing();
  const send = async (): Promise<void> => {
    if (await doing.run(() => props.onSend(text))) {
      close();
    }
  };
  return (
    <Form
      testId={`cg-${props.testId}`}
      submit={props.submit}
      submitId={`cg-${props.testId}-submit`}
      ready={text.trim() !== ''}
      busy={doing.busy}
      typed={kept.typed}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <label className="cg-field">
        <span className="cg-label">{props.label}</span>
        <textarea
          autoFocus={!kept.restored}
          className={props.code === true ? 'cg-code-input' : undefined}
          rows={props.rows}
          value={text}
          spellCheck={props.code !== true}
          onChange={event => kept.set(event.currentTarget.value)}
        />
      </label>
      {props.hint !== undefined && <p className="cg-hint">{props.hint}</p>}
      {doing.problem !== null && <ProblemNote problem={doing.problem} />}
    </Form>
  );
}

export function Who(props: { username: string }): JSX.Element {
  const person = useEnv().person(props.username);
  return (
    <span className="cg-byline">
      <span aria-hidden="true">
        <Avatar person={person} />
      </span>
      <span className="cg-name">{person.display_name}</span>
    </span>
  );
}
