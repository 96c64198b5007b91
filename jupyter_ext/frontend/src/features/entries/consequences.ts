import { fieldName } from '../../api/quarantine';
import { trans } from '../../core/trans';
import type { Consequences } from './wire';

/** What the gate says, in a sentence. */
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
      return trans.__('The gate found no secret and no customer data.');
    case 'redact':
      return trans.__('The gate takes out: %1. The text above is what is left.', what);
    case 'quarantine':
      return trans.__('The gate will not let this leave: %1. Take it out first.', what);
  }
}
