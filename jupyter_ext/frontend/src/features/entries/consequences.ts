import type { KeptBack } from '../../api/problem';
import { fieldName } from '../../api/quarantine';
import { trans } from '../../core/trans';
import type { Consequences } from './wire';

/** What was found in a text that others may not see, in a sentence. */
export function gateSays({ outcome, findings }: Consequences): string {
  const what = [
    ...new Set(
      findings.map(({ label, field }) =>
        field === '' ? label : trans.__('%1 in the %2', label, fieldName(field))
      )
    )
  ].join(', ');
  switch (outcome) {
    case 'pass':
      return trans.__('No secret and no customer data was found in it.');
    case 'redact':
      return trans.__(
        'Taken out before anybody sees it: %1. The text above is what is left.',
        what
      );
    case 'quarantine':
      return trans.__('This can’t be shared as it is: %1. Take it out first.', what);
  }
}

/** What was kept back and has a mark by which the owner can allow it, each once. */
export function keptBack(findings: Consequences['findings']): KeptBack[] {
  const kept = findings.flatMap(({ kind, fingerprint = '', rule = '', label }) =>
    kind === 'secret' && fingerprint !== ''
      ? [[fingerprint, { mark: fingerprint, rule, label }] as const]
      : []
  );
  return [...new Map(kept).values()];
}
