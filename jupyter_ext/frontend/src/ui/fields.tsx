/** Labelled fields of forms: a line, a text, a choice. Where a limit is, they tell what room is left. */

import type { ReactNode, Ref } from 'react';
import { forwardRef, useId } from 'react';
import { trans } from '../core/trans';
import { lengthOf, Room } from './room';

/** What stands in a field, parted by commas or lines. */
export function split(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

interface FieldProps {
  label: string;
  value: string;
  name?: string;
  testId?: string;
  /** What stands beside the label, as “optional”. */
  note?: string;
  readOnly?: boolean;
  required?: boolean;
  /** Characters that it may have; without one nothing is told of them. */
  limit?: number;
  /** Whether it is wrong for another reason than its length. */
  invalid?: boolean;
  onChange: (value: string) => void;
}

/** What stands beside the label of a text that may be left out. */
export const optionalMarkdown = (): string => trans.__('Markdown, optional');

/** Characters too many; white space around a line does not count. */
export function excessOf(text: string, limit: number): number {
  return lengthOf(text) - limit;
}

export const Line = forwardRef(function Line(
  props: FieldProps & {
    type?: 'text' | 'number' | 'date' | 'datetime-local' | 'time';
  },
  ref: Ref<HTMLInputElement>
): JSX.Element {
  return (
    <Field {...props} counted={props.value.trim()}>
      {shared => (
        <input
          {...shared}
          ref={ref}
          type={props.type ?? 'text'}
          autoComplete="off"
          onChange={event => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
});

/** Characters that fit into a line of the panel at its smallest, where the browser can't tell. */
const IN_A_LINE = 28;
const MOST_LINES = 4;

/** A title: one line that is shown whole, in a field that grows. Enter sends the form, as in any line. */
export const Title = forwardRef(function Title(
  props: FieldProps & { autoFocus?: boolean },
  ref: Ref<HTMLTextAreaElement>
): JSX.Element {
  const lines = Math.ceil(props.value.length / IN_A_LINE);
  return (
    <Field {...props} counted={props.value.trim()}>
      {shared => (
        <textarea
          {...shared}
          ref={ref}
          className="cg-growing"
          autoFocus={props.autoFocus}
          rows={Math.min(Math.max(lines, 1), MOST_LINES)}
          autoComplete="off"
          onKeyDown={event => {
            const { key, ctrlKey, metaKey, nativeEvent } = event;
            if (key === 'Enter' && !ctrlKey && !metaKey && !nativeEvent.isComposing) {
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }
          }}
          onChange={event =>
            props.onChange(event.currentTarget.value.replace(/[\r\n]+/g, ' '))
          }
        />
      )}
    </Field>
  );
});

export function Lines(props: FieldProps & { rows?: number }): JSX.Element {
  return (
    <Field {...props} counted={props.value}>
      {shared => (
        <textarea
          {...shared}
          rows={props.rows ?? 3}
          onChange={event => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function Field(
  props: FieldProps & {
    counted: string;
    children: (shared: object) => ReactNode;
  }
): JSX.Element {
  const id = useId();
  const { limit } = props;
  const excess = limit === undefined ? 0 : excessOf(props.counted, limit);
  return (
    <div className="cg-field">
      <label htmlFor={id}>
        {props.label}
        {props.note !== undefined && (
          <>
            {' '}
            <span className="cg-muted">{props.note}</span>
          </>
        )}
      </label>
      {props.children({
        id,
        name: props.name,
        value: props.value,
        readOnly: props.readOnly,
        required: props.required,
        'data-testid': props.testId,
        'aria-invalid': excess > 0 || props.invalid === true,
        'aria-describedby': limit === undefined ? undefined : `${id}-room`
      })}
      {limit !== undefined && <Room id={`${id}-room`} limit={limit} excess={excess} />}
    </div>
  );
}

export function Choice(props: {
  label: string;
  value: string;
  /** Values, each with its name. */
  choices: readonly (readonly [string, string])[];
  name?: string;
  testId?: string;
  onChange: (value: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <div className="cg-field">
      <label htmlFor={id}>{props.label}</label>
      <span className="cg-select">
        <select
          id={id}
          name={props.name}
          value={props.value}
          data-testid={props.testId}
          onChange={event => props.onChange(event.currentTarget.value)}
        >
          {props.choices.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
