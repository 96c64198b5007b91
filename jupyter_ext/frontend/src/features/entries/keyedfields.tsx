/** What an entry is about, in fields: optional, suggested from the text, never filled in unasked. */

import { CONSTANTS } from '../../api/wire/constants';
import { useId, useState } from 'react';
import type { Keyed } from '../../api/wire/keyed';
import { isKeyed, KEYED } from '../../core/keyed';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';

/** Characters that the server takes in one field. */
const LIMIT = CONSTANTS.limits.title;

/** Each field's label and an example. */
const labels = (): Readonly<Record<keyof Keyed, readonly [string, string]>> => ({
  subject: [trans.__('About'), trans.__('payment service')],
  attribute: [trans.__('Property'), trans.__('timeout')],
  value: [trans.__('Value'), trans.__('30 s')],
  scope: [trans.__('Where it holds'), trans.__('production')]
});

export function KeyedFields(props: {
  keyed: Keyed;
  /** What the text seems to say; null where nothing was read or fields are given. */
  suggested: Keyed | null;
  readOnly: boolean;
  onChange: (keyed: Keyed) => void;
}): JSX.Element {
  const { keyed, suggested } = props;
  const id = useId();
  const [open, setOpen] = useState(isKeyed(keyed));
  const use = (fields: Keyed): void => {
    setOpen(true);
    props.onChange(fields);
  };
  return (
    <>
      {' '}
      {suggested !== null && (
        <p className="cg-suggestion" data-testid="cg-suggestion">
          <span>
            {trans.__(
              'Read from your text: %1 of %2 is %3',
              suggested.attribute,
              suggested.subject,
              suggested.value
            )}
            {suggested.scope !== '' && ` (${suggested.scope})`}
          </span>
          <Button
            label={trans.__('Use')}
            testId="cg-use-suggestion"
            title={trans.__('Fill in the fields with this')}
            onClick={() => use(suggested)}
          />
        </p>
      )}
      <details
        className="cg-keyed"
        data-testid="cg-keyed"
        open={open}
        onToggle={event => setOpen(event.currentTarget.open)}
      >
        <summary>
          {isKeyed(keyed)
            ? trans.__('What it is about:')
            : trans.__('Say what it is about, so that contradictions are found')}{' '}
          {isKeyed(keyed) && (
            <span className="cg-muted">
              {[keyed.subject, keyed.attribute].filter(part => part !== '').join(', ')}
            </span>
          )}
        </summary>
        <p className="cg-hint">
          {trans.__(
            'Two entries about the same thing and property with different values are shown as a contradiction, wherever both hold.'
          )}
        </p>
        <div className="cg-keyed-grid">
          {KEYED.map(name => (
            <div key={name} className="cg-field">
              <label htmlFor={`${id}-${name}`}>{labels()[name][0]}</label>
              <input
                id={`${id}-${name}`}
                name={name}
                type="text"
                autoComplete="off"
                maxLength={LIMIT}
                placeholder={labels()[name][1]}
                readOnly={props.readOnly}
                value={keyed[name]}
                onChange={event =>
                  props.onChange({ ...keyed, [name]: event.currentTarget.value })
                }
              />
            </div>
          ))}
        </div>
      </details>
    </>
  );
}
