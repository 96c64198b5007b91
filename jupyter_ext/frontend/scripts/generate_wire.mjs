// The types of what the server takes and sends, the schemas of what it sends, and its constants, all
// from its description (openapi.json). With --check: fail where the files are stale.

import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';

const SOURCE = '../commonground/server/openapi.json';
const TARGET = 'src/api/wire';
const NOTE = '// Made from openapi.json by scripts/generate_wire.mjs: do not edit.\n';
const SCHEMAS = '#/components/schemas/';
const JSON_TYPE = 'application/json';

const description = JSON.parse(readFileSync(SOURCE, 'utf8'));

/** The types: each schema under its own name, what each route answers, and all commands. */
async function types() {
  const ast = await openapiTS(
    { ...description, paths: {} },
    {
      immutable: true,
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
      alphabetize: true,
      defaultNonNullable: false
    }
  );
  const rows = Object.entries(answers()).map(
    ([route, name]) => `readonly '${route}': ${name};`
  );
  const sent =
    description.paths['/commands'].post.requestBody.content[JSON_TYPE].schema;
  const commands = Object.entries(sent.discriminator.mapping).map(
    ([command, ref]) =>
      `(Omit<${ref.slice(SCHEMAS.length)}, 'command'> & { readonly command: '${command}' })`
  );
  return `${NOTE}${astToString(ast)}
/** What each route answers, by method and path. */
export interface Answers { ${rows.join(' ')} }

/** What people may send to \`POST commands\`. */
export type SentCommand = ${commands.join(' | ')};
`;
}

/** What the browser has to know as the server does. */
function constants() {
  const value = JSON.stringify(description['x-constants']);
  const version = JSON.stringify(description.info.version);
  return `${NOTE}
import type { Constants } from './types';

/** The version of Common Ground that this was built for. */
export const VERSION = ${version};

export const CONSTANTS = ${value} as const satisfies Constants;
`;
}

/** The name of the schema of what a browser's route answers, by method and path. */
function answers() {
  const found = {};
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const done = Object.entries(operation.responses).find(([status]) =>
        status.startsWith('2')
      );
      const ref = done?.[1].content?.[JSON_TYPE]?.schema.$ref;
      if (ref !== undefined && !path.startsWith('/kernel/') && path !== '/verbs') {
        found[`${method} ${path}`] = ref.slice(SCHEMAS.length);
      }
    }
  }
  return found;
}

const WORDS = ['title', 'description', 'default', 'discriminator'];

/** A schema with only what says how a value looks; the names of fields are no words of it. */
function bare(schema) {
  if (Array.isArray(schema)) {
    return schema.map(bare);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const kept = Object.entries(schema).filter(([word]) => !WORDS.includes(word));
  return Object.fromEntries(
    kept.map(([word, value]) => [
      word,
      word === 'properties'
        ? Object.fromEntries(
            Object.entries(value).map(([name, one]) => [name, bare(one)])
          )
        : bare(value)
    ])
  );
}

/** The schemas of those names, and of all that they name. */
function reached(names) {
  const { schemas } = description.components;
  const found = new Map();
  const pending = [...names];
  while (pending.length > 0) {
    const name = pending.pop();
    if (!found.has(name)) {
      const schema = bare(schemas[name]);
      found.set(name, schema);
      const refs = JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g);
      pending.push(...[...refs].map(match => match[1]));
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How all that the server sends looks; what each route answers; each event's name. */
function schemas() {
  const byRoute = answers();
  const { mapping } = description.components.schemas.FeedEvent.discriminator;
  const events = Object.fromEntries(
    Object.entries(mapping).map(([type, ref]) => [type, ref.slice(SCHEMAS.length)])
  );
  const names = [...Object.values(byRoute), ...Object.values(events), 'ErrorView'];
  return `${NOTE}
/** The JSON Schemas (draft 2020-12) of all that. */
export const SCHEMAS = {
  $id: 'https://commonground.invalid/wire',
  $defs: ${JSON.stringify(reached(names)).replaceAll(SCHEMAS, '#/$defs/')}
};

/** The name of what each route answers, by method and path. */
export const ANSWERS = ${JSON.stringify(byRoute)} as const;

/** The feed's events by their type. */
export const EVENTS = ${JSON.stringify(events)} as const;
`;
}

const files = {
  'types.ts': await types(),
  'constants.ts': constants(),
  'schemas.ts': schemas()
};
const options = await prettier.resolveConfig(`${TARGET}/types.ts`);
const stale = [];
for (const [name, text] of Object.entries(files)) {
  const path = `${TARGET}/${name}`;
  const made = await prettier.format(text, { ...options, filepath: path });
  if (process.argv.includes('--check')) {
    let kept = null;
    try {
      kept = readFileSync(path, 'utf8');
    } catch {
      // a file that is missing is as stale as can be
    }
    if (kept !== made) {
      stale.push(path);
    }
  } else {
    writeFileSync(path, made);
  }
}
if (stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run \`npm run wire\`.`);
  process.exit(1);
}
