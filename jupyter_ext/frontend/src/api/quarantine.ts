/** What to say where a text is kept back: what was found in which field, and where the text is. */

import { trans } from '../core/trans';
import { Problem } from './problem';
import type { ErrorView, FindingView } from './wire/types';

/** What a finding is called, and the field that it is in. Never what was found. */
export type Finding = Pick<FindingView, 'label' | 'field'> &
  Partial<Pick<FindingView, 'kind' | 'rule' | 'fingerprint'>>;

/** A field as a person calls it. */
export function fieldName(field: string): string {
  return field === 'body' ? trans.__('text') : field;
}

/** The server's refusal as a Problem; null for an error of another kind. */
export function quarantined(status: number, error: ErrorView): Problem | null {
  if (error.code !== 'quarantined') {
    return null;
  }
  const { note, findings = [] } = error;
  const message = error.message || trans.__('This was not shared.');
  const remedy = error.remedy || trans.__('Take the secret out and send it again.');
  // What the server says in words already is not said twice.
  const found = findings
    .filter(({ label }) => !message.includes(label))
    .map(({ label, field }) =>
      field === '' ? label : trans.__('%1 (in the %2)', label, fieldName(field))
    );
  const what =
    found.length === 0
      ? ''
      : ` ${trans.__('Found: %1.', [...new Set(found)].join(', '))}`;
  const kept =
    !note || remedy.includes('private notes')
      ? ''
      : ` ${trans.__('The text is kept in your private notes.')}`;
  const marks = new Map(
    findings
      .filter(({ fingerprint }) => fingerprint !== '')
      .map(({ fingerprint, rule, label }) => [fingerprint, { rule, label }])
  );
  return new Problem(
    `${message}${what}`,
    `${remedy}${kept}`,
    'quarantined',
    status,
    [...marks].map(([mark, one]) => ({ mark, ...one }))
  );
}
