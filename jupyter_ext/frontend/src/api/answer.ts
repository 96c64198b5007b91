/** Reading the server’s answers: a field of one, and the check that its shape was understood. */

import { trans } from '../core/trans';
import { isRecord } from './guards';
import { Problem } from './problem';

export function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** The parsed answer. Throws a Problem where the server’s answer has another shape. */
export function admit<T>(value: T | null): T {
  if (value === null) {
    throw new Problem(
      trans.__('The server’s answer could not be understood.'),
      trans.__(
        'Reload the page: the browser’s part of Common Ground may be older than the server’s.'
      ),
      'unexpected_answer'
    );
  }
  return value;
}
