// No module over 400 lines and no class over 25 members, so that nouns come apart in time.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const LINES = 400;
const MEMBERS = 25;
const FOLDERS = ['src', 'style', 'test', 'scripts'];

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* filesIn(path);
    } else if (/\.(tsx?|mjs|css)$/.test(entry.name)) {
      yield path;
    }
  }
}

/** Methods and accessors of a class: its fields and its constructor are no duties. */
function membersOf(node) {
  const names = node.members
    .filter(
      member =>
        ts.isMethodDeclaration(member) ||
        ts.isGetAccessor(member) ||
        ts.isSetAccessor(member)
    )
    .map(member => member.name.getText());
  return new Set(names).size;
}

function* largeClasses(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  for (const node of source.statements) {
    if (ts.isClassDeclaration(node) && membersOf(node) > MEMBERS) {
      yield `${path}: class ${node.name?.text} has ${membersOf(node)} methods, at most ${MEMBERS}`;
    }
  }
}

const found = FOLDERS.flatMap(folder => [...filesIn(folder)]).flatMap(path => {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n').length - 1;
  return [
    ...(lines > LINES ? [`${path}: ${lines} lines, at most ${LINES}`] : []),
    ...(/\.tsx?$/.test(path) ? largeClasses(path, text) : [])
  ];
});
for (const line of found) {
  console.error(line);
}
process.exit(found.length > 0 ? 1 : 0);
