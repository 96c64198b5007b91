/** What to say where the gate keeps a text back: which rule, in which field, and where the text is. */

import { trans } from '../core/trans';
import { asList, asText, isRecord } from './guards';
import { Problem } from './problem';

/** What a finding is called, and the field that it is in. Never what was found. */
export interface Finding {
  readonly label: string;
  readonly field: string;
}

export function parseFinding(value: unknown): Finding | null {
  if (!isRecord(value)) {
    return null;
  }
  const label = asText(value['label']) || asText(value['rule']);
  return label === '' ? null : { label, field: asText(value['field']) };
}

/** A field as a person calls it. */
export function fieldName(field: string): string {
  return field === 'body' ? trans.__('text') : field;
}

function parseFingerprint(value: unknown): string | null {
  return isRecord(value) ? asText(value['fingerprint']) || null : null;
}

/** The server's refusal as a Problem; null for an answer of another kind. */
export function quarantined(status: number, answer: unknown): Problem | null {
  if (!isRecord(answer) || answer['code'] !== 'quarantined') {
    return null;
  }
  const message = asText(answer['message']) || trans.__('This was not shared.');
  const remedy =
    asText(answer['remedy']) || trans.__('Take the secret out and send it again.');
  // What the server says in words already is not said twice.
  const found = asList(answer['findings'], parseFinding)
    .filter(({ label }) => !message.includes(label))
    .map(({ label, field }) =>
      field === '' ? label : trans.__('%1 (in the %2)', label, fieldName(field))
    );
  const what =
    found.length === 0
      ? ''
      : ` ${trans.__('Found: %1.', [...new Set(found)].join(', '))}`;
  const kept =
    asText(answer['note']) === '' || remedy.includes('private notes')
      ? ''
      : ` ${trans.__('The text is kept in your private notes.')}`;
  const marks = [...new Set(asList(answer['findings'], parseFingerprint))];
  const ask =
    marks.length === 0
      ? ''
      : ` ${trans.__('Fingerprint for the owner: %1', marks.join(', '))}`;
  return new Problem(
    `${message}${what}`,
    `${remedy}${kept}${ask}`,
    'quarantined',
    status
  );
}
