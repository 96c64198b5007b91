/**
 * The check of what comes from the server against its own description, at the edge: what is let in
 * has the type that the description gives it.
 */

import { Problem } from './problem';
import { checksOf } from './shape';
import { VERSION } from './wire/constants';
import { ANSWERS, SCHEMAS } from './wire/schemas';
import type { Answers } from './wire/types';

export type SchemaName = keyof typeof SCHEMAS.$defs;

const CHECKS = checksOf(SCHEMAS.$defs);

/** Whether the value looks as the server's description says. */
export function isShaped(name: SchemaName, value: unknown): boolean {
  return CHECKS.get(name)?.(value) === true;
}

/** The answer of a route. Throws a Problem where it has another shape. */
export function admitted<K extends keyof Answers>(
  operation: K,
  value: unknown,
  version: string | null
): Answers[K] {
  if (!isShaped(ANSWERS[operation], value)) {
    throw new Problem(
      'The server’s answer could not be understood.',
      version === null || version === VERSION
        ? 'Try again; if it goes on, the server’s log says more.'
        : `Reload the page: this is Common Ground ${VERSION}, the server’s is ${version}.`,
      'unexpected_answer'
    );
  }
  return value as Answers[K];
}
