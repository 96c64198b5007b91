// Lists every button that the sources draw, as JSON: its test id, else its words.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '../src');
const BUTTONS = new Set(['Button', 'HeldButton', 'button']);
/** What names a button; a form names its own by `submitId`. */
const NAMES = ['testId', 'data-testid'];

function* drawnIn(path) {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found = [];
  const visit = node => {
    if (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const node of found) {
    const named = new Map(
      node.attributes.properties
        .filter(ts.isJsxAttribute)
        .map(({ name, initializer }) => [name.getText(), initializer?.getText() ?? ''])
    );
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    const where = `${relative(SOURCES, path)}:${line + 1}`;
    if (BUTTONS.has(node.tagName.getText())) {
      const name = NAMES.map(one => named.get(one)).find(one => one !== undefined);
      yield {
        where,
        name: name === undefined ? words(named.get('label')) : literal(name)
      };
    } else if (named.has('submitId')) {
      yield { where, name: literal(named.get('submitId')) };
    }
  }
}

/** The words of a label; `*` where they are put together. */
function words(label = '*') {
  return /^\{trans\.__\('([^']*)'\)\}$/.exec(label)?.[1] ?? '*';
}

/** The text of an attribute, with `*` where it is put together. */
function literal(text) {
  return text
    .replace(/^\{([^`]*)\}$/, (_, inner) => (/^['"]/.test(inner) ? inner : '*'))
    .replace(/\$\{[^}]*\}/g, '*')
    .replace(/[{}"'`]/g, '');
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.tsx'))
  .map(name => join(SOURCES, name));
console.log(JSON.stringify(files.flatMap(path => [...drawnIn(path)])));
