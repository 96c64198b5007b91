import { fieldName } from '../../api/quarantine';
import type { Consequences } from './wire';

/** What the gate says, in a sentence. */
export function gateSays({ outcome, findings }: Consequences): string {
  const what = [
    ...new Set(
      findings.map(({ label, field }) =>
        field === '' ? label : `${label} in the ${fieldName(field)}`
      )
    )
  ].join(', ');
  switch (outcome) {
    case 'pass':
      return 'The gate found no secret and no customer data.';
    case 'redact':
      return `The gate takes out: ${what}. The text above is what is left.`;
    case 'quarantine':
      return `The gate will not let this leave: ${what}. Take it out first.`;
  }
}
