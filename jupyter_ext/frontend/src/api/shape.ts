/**
 * JSON Schemas as functions that tell whether a value looks so, made once: closures, since the page
 * may evaluate no code. Knows the words that the server's description uses and refuses any other.
 */

export type Schema = Readonly<Record<string, unknown>>;

type Check = (value: unknown) => boolean;

type Fields = Readonly<Record<string, unknown>>;

/** A check for each of the schemas, which may name each other. */
export function checksOf(
  schemas: Readonly<Record<string, Schema>>
): Map<string, Check> {
  const checks = new Map<string, Check>();
  const refer = (ref: string): Check => {
    const name = ref.split('/').at(-1) ?? '';
    return value => checks.get(name)?.(value) === true;
  };
  for (const [name, schema] of Object.entries(schemas)) {
    checks.set(name, checkOf(schema, refer));
  }
  return checks;
}

type Refer = (ref: string) => Check;

function checkOf(schema: Schema, refer: Refer): Check {
  const parts = Object.entries(schema).map(([word, said]) =>
    partOf(word, said, schema, refer)
  );
  return value => parts.every(part => part(value));
}

function partOf(word: string, said: unknown, schema: Schema, refer: Refer): Check {
  switch (word) {
    case '$ref':
      return refer(said as string);
    case 'type':
      return typed(said as string);
    case 'const':
      return value => value === said;
    case 'enum':
      return value => (said as readonly unknown[]).includes(value);
    case 'anyOf':
    case 'oneOf': {
      const choices = (said as readonly Schema[]).map(one => checkOf(one, refer));
      return value => choices.some(choice => choice(value));
    }
    case 'properties':
      return propertiesOf(said as Readonly<Record<string, Schema>>, refer);
    case 'required':
      return value =>
        !isFields(value) || (said as readonly string[]).every(name => name in value);
    case 'additionalProperties':
      return othersOf(said, Object.keys(schema['properties'] ?? {}), refer);
    case 'items':
      return itemsOf(said as Schema, refer);
    case 'prefixItems': {
      const checks = (said as readonly Schema[]).map(one => checkOf(one, refer));
      return value =>
        !Array.isArray(value) || checks.every((check, place) => check(value[place]));
    }
    case 'minItems':
      return value => !Array.isArray(value) || value.length >= (said as number);
    case 'maxItems':
      return value => !Array.isArray(value) || value.length <= (said as number);
    case 'minimum':
      return value => typeof value !== 'number' || value >= (said as number);
    default:
      throw new Error(
        `The server’s description uses a word that is not known: ${word}`
      );
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typed(name: string): Check {
  switch (name) {
    case 'object':
      return isFields;
    case 'array':
      return Array.isArray;
    case 'null':
      return value => value === null;
    case 'integer':
      return Number.isInteger;
    default:
      return value => typeof value === name;
  }
}

function propertiesOf(said: Readonly<Record<string, Schema>>, refer: Refer): Check {
  const checks = Object.entries(said).map(
    ([name, one]) => [name, checkOf(one, refer)] as const
  );
  return value =>
    !isFields(value) ||
    checks.every(([name, check]) => value[name] === undefined || check(value[name]));
}

function othersOf(said: unknown, known: readonly string[], refer: Refer): Check {
  if (typeof said === 'boolean') {
    return said ? () => true : value => !isFields(value);
  }
  const check = checkOf(said as Schema, refer);
  return value =>
    !isFields(value) ||
    Object.entries(value).every(([name, one]) => known.includes(name) || check(one));
}

function itemsOf(said: Schema, refer: Refer): Check {
  const check = checkOf(said, refer);
  return value => !Array.isArray(value) || value.every(check);
}
