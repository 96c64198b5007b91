/** What a command would do, as the server says before it is sent. A missing or mistyped field becomes a harmless default. */

import { asList, asText, asTextOrNull, asTexts, isRecord } from '../../api/guards';
import type { Finding } from '../../api/quarantine';
import { parseFinding } from '../../api/quarantine';
import type { EntryStatus } from '../../api/wire/entry';
import { parseStatusOf } from '../../api/wire/entry';
import type { Keyed } from '../../api/wire/keyed';
import type { Clash } from '../../core/contradiction';
import { isKeyed, keyedOf } from '../../core/keyed';

export type Outcome = 'pass' | 'redact' | 'quarantine';

/** What would be stored, who it would reach, and what it would contradict. */
export interface Consequences {
  readonly status: EntryStatus;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly title: string;
  readonly body: string;
  readonly area: string | null;
  readonly readers: readonly string[];
  readonly clashes: readonly Clash[];
  /** The fields that the text suggests; null where nothing was read in it. */
  readonly suggested: Keyed | null;
}

/** The answer of `POST preview`; null where it has another shape: no word is no permission. */
export function parseConsequences(value: unknown): Consequences | null {
  if (!isRecord(value) || !isRecord(value['gate']) || !isRecord(value['readers'])) {
    return null;
  }
  const { gate, readers } = value;
  const outcome = OUTCOMES.find(one => one === gate['outcome']);
  const status = parseStatusOf(value['status']);
  if (outcome === undefined || status === null) {
    return null;
  }
  return {
    status,
    outcome,
    findings: asList(gate['findings'], parseFinding),
    title: asText(gate['title']),
    body: asText(gate['body']),
    area: asTextOrNull(readers['area']),
    readers: asTexts(readers['names']),
    clashes: asList(value['contradicts'], parseClash),
    suggested: parseKeyed(value['fields'])
  };
}

export const OUTCOMES: readonly Outcome[] = ['pass', 'redact', 'quarantine'];

export function parseKeyed(value: unknown): Keyed | null {
  if (!isRecord(value)) {
    return null;
  }
  const keyed = keyedOf({
    subject: asTextOrNull(value['subject']),
    attribute: asTextOrNull(value['attribute']),
    value: asTextOrNull(value['value']),
    scope: asTextOrNull(value['scope'])
  });
  return isKeyed(keyed) ? keyed : null;
}

export function parseClash(value: unknown): Clash | null {
  if (!isRecord(value) || asText(value['title']) === '') {
    return null;
  }
  const [own = '', other = ''] = asTexts(value['quotes']);
  return {
    title: asText(value['title']),
    rule: asText(value['rule']),
    why: asText(value['why']),
    own,
    other
  };
}
