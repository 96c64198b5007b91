/** One of several names, with its label beside it. */

import { useId } from 'react';
import { HeldSelect } from '../../ui/controls';

export function ChoiceField(props: {
  label: string;
  options: readonly { readonly name: string; readonly label: string }[];
  value: string;
  disabled?: boolean | undefined;
  testId: string;
  onChange: (name: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <div className="cg-field">
      <label htmlFor={id}>{props.label}</label>
      <HeldSelect
        id={id}
        value={props.value}
        disabled={props.disabled ?? false}
        data-testid={props.testId}
        onChange={event => props.onChange(event.currentTarget.value)}
      >
        {props.options.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </HeldSelect>
    </div>
  );
}
