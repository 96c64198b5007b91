/** Labelled fields of forms: one line, several lines. */

import type { ReactNode } from 'react';
import { useId } from 'react';

export function split(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Field(props: {
  label: string;
  children: (id: string) => ReactNode;
}): JSX.Element {
  const id = useId();
  return (
    <div className="cg-field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  );
}

export function Line(
  props: FieldProps & { type?: 'text' | 'number' | 'date' | 'time' }
): JSX.Element {
  return (
    <Field label={props.label}>
      {id => (
        <input
          id={id}
          type={props.type ?? 'text'}
          autoComplete="off"
          value={props.value}
          onChange={event => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export function Lines(props: FieldProps): JSX.Element {
  return (
    <Field label={props.label}>
      {id => (
        <textarea
          id={id}
          rows={3}
          value={props.value}
          onChange={event => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
