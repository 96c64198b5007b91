/** Answers and events for tests: what a test leaves out is filled in as the server's description says. */

import assert from 'node:assert/strict';
import type { SchemaName } from '../src/api/check';
import { isShaped } from '../src/api/check';
import { SCHEMAS } from '../src/api/wire/schemas';
import type { components } from '../src/api/wire/types';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole value of that name around what is given of it. */
export function filled<N extends SchemaName & keyof components['schemas']>(
  name: N,
  given: object
): components['schemas'][N] {
  const whole = fill(SCHEMAS.$defs[name], given);
  assert.ok(isShaped(name, whole), `no ${name}: ${JSON.stringify(whole)}`);
  return whole as components['schemas'][N];
}

function fill(schema: Fields, given: unknown): unknown {
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    const name = ref.split('/').at(-1) as SchemaName;
    return fill(SCHEMAS.$defs[name], given);
  }
  const choices = schema['anyOf'];
  if (Array.isArray(choices)) {
    const nullable = choices.some((one: Fields) => one['type'] === 'null');
    const missing = given === null || (given === undefined && nullable);
    return missing ? null : fill(choices[0] as Fields, given);
  }
  if (isFields(schema['properties']) && (given === undefined || isFields(given))) {
    return filledFields(schema, schema['properties'], given ?? {});
  }
  if (Array.isArray(given) && isFields(schema['items'])) {
    const { items } = schema as { items: Fields };
    return given.map(one => fill(items, one));
  }
  return given === undefined ? plainest(schema) : given;
}

function filledFields(schema: Fields, fields: Fields, given: Fields): Fields {
  const required = schema['required'] as readonly string[] | undefined;
  const names = [...(required ?? []), ...Object.keys(given)];
  return Object.fromEntries(
    names.map(name => [name, fill((fields[name] ?? {}) as Fields, given[name])])
  );
}

function plainest(schema: Fields): unknown {
  const [first] = (schema['enum'] ?? [schema['const']]) as readonly unknown[];
  const byType: Fields = {
    array: [],
    boolean: false,
    integer: schema['minimum'] ?? 0,
    number: 0,
    object: {},
    string: ''
  };
  return first ?? byType[String(schema['type'])];
}
