/**
 * The schema of the settings in the member's language. JupyterLab's server translates those of its own
 * extensions only; contexts are the same as there. Pure.
 */

import { translatedIn } from '../core/trans';

const READ = new Set(['title', 'description']);

/** The same schema with its titles and descriptions translated. */
export function spoken<Schema extends object>(schema: Schema): Schema {
  const entries = Object.entries(schema).map(([key, value]: [string, unknown]) => [
    key,
    key === 'properties' ? inner(value) : read(key, value, 'schema')
  ]);
  return Object.fromEntries(entries) as Schema;
}

function inner(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inner);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      typeof one === 'string' ? read(key, one, 'settings') : inner(one)
    ])
  );
}

function read(key: string, value: unknown, context: string): unknown {
  return READ.has(key) && typeof value === 'string'
    ? translatedIn(context, value)
    : value;
}
