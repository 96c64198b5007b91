/** What is chosen out of few: several by boxes, several in an order, one in a row. */

import {
  caretDownEmptyThinIcon,
  caretUpEmptyThinIcon
} from '@jupyterlab/ui-components';
import { useId } from 'react';
import { trans } from '../core/trans';
import { Button, HeldSelect } from './controls';

/** A value and how it is called. */
export type Named = readonly [value: string, label: string];

/** Several of them, by boxes. */
export function Checks(props: {
  label: string;
  choices: readonly Named[];
  chosen: readonly string[];
  /** What stands there where nothing can be chosen. */
  empty?: string;
  testId?: string;
  onChange: (chosen: string[]) => void;
}): JSX.Element {
  const { choices, chosen } = props;
  return (
    <fieldset className="cg-to" data-testid={props.testId}>
      <legend>{props.label}</legend>
      {choices.length === 0 && <span className="cg-muted">{props.empty}</span>}
      {choices.map(([value, label]) => (
        <label key={value} className="cg-choice">
          <input
            type="checkbox"
            value={value}
            checked={chosen.includes(value)}
            onChange={event =>
              props.onChange(
                event.currentTarget.checked
                  ? [...chosen, value]
                  : chosen.filter(one => one !== value)
              )
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** Several of them, in an order: who is chosen comes first, and can be moved. */
export function Ordered(props: {
  label: string;
  choices: readonly Named[];
  chosen: readonly string[];
  testId?: string;
  onChange: (chosen: string[]) => void;
}): JSX.Element {
  const { choices, chosen, onChange } = props;
  const names = new Map(choices);
  const others = choices.filter(([value]) => !chosen.includes(value));
  const move = (value: string, by: number): void => {
    const rest = chosen.filter(one => one !== value);
    rest.splice(chosen.indexOf(value) + by, 0, value);
    onChange(rest);
  };
  return (
    <fieldset className="cg-to cg-ordered" data-testid={props.testId}>
      <legend>{props.label}</legend>
      <ol>
        {chosen.map((value, at) => {
          const name = names.get(value) ?? value;
          return (
            <li key={value} className="cg-row" data-value={value}>
              <label className="cg-choice">
                <input
                  type="checkbox"
                  value={value}
                  checked
                  onChange={() => onChange(chosen.filter(one => one !== value))}
                />
                {name}
              </label>
              <span className="cg-spring" />
              <Button
                icon={caretUpEmptyThinIcon}
                iconOnly
                label={trans.__('%1 earlier', name)}
                disabled={at === 0}
                onClick={() => move(value, -1)}
              />
              <Button
                icon={caretDownEmptyThinIcon}
                iconOnly
                label={trans.__('%1 later', name)}
                disabled={at === chosen.length - 1}
                onClick={() => move(value, 1)}
              />
            </li>
          );
        })}
        {others.map(([value, name]) => (
          <li key={value} className="cg-row" data-value={value}>
            <label className="cg-choice">
              <input
                type="checkbox"
                value={value}
                checked={false}
                onChange={() => onChange([...chosen, value])}
              />
              {name}
            </label>
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

/** One of several in a row of a list; who may not choose reads what was chosen. */
export function ChoiceRow<V extends string>(props: {
  label: string;
  value: V | null;
  choices: readonly { readonly value: V; readonly label: string }[];
  may: boolean;
  busy: boolean;
  testId: string;
  /** What the row is about, as an attribute. */
  about?: string;
  onChange: (value: V) => void;
}): JSX.Element {
  const { label, value, choices } = props;
  const id = useId();
  const said = choices.find(one => one.value === value)?.label;
  const open = props.may && value !== null;
  return (
    <li
      className="cg-row cg-mod-wraps"
      data-testid={props.testId}
      data-kind={props.about}
    >
      {open ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
      {open ? (
        <HeldSelect
          id={id}
          value={value}
          disabled={props.busy}
          onChange={event => {
            const found = choices.find(one => one.value === event.currentTarget.value);
            if (found !== undefined) {
              props.onChange(found.value);
            }
          }}
        >
          {choices.map(one => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </HeldSelect>
      ) : (
        <span className="cg-muted">{said ?? trans.__('not known')}</span>
      )}
    </li>
  );
}
