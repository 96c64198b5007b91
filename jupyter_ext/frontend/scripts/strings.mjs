// What people read: every text of `trans.__` and `trans._n`, as JSON for tools/translations.py. Fails on a
// text that can't be translated: one that is made at run time, read before the language is known, or bare.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const CALLS = { __: 1, _n: 2 };
/** Attributes that people read. */
const READ = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'label',
  'placeholder',
  'title'
]);
const strings = [];
const problems = [];

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* filesIn(path);
    } else if (/\.tsx?$/.test(entry.name)) {
      yield path;
    }
  }
}

/** The value of a literal, or of several with `+` between them; undefined for anything else. */
function textOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return node.text;
  }
  if (ts.isParenthesizedExpression(node)) {
    return textOf(node.expression);
  }
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.PlusToken
  ) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

function read(path, source) {
  const say = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    problems.push(`${path}:${line + 1}: ${what}`);
  };
  const visit = (node, inFunction) => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.expression.getText() === 'trans'
    ) {
      const texts = node.arguments
        .slice(0, CALLS[node.expression.name.text])
        .map(textOf);
      if (texts.includes(undefined)) {
        say(node, 'a text that is made at run time');
      } else {
        strings.push({ path, texts });
      }
      if (!inFunction) {
        say(node, 'a text that is read before the language is known');
      }
    }
    const bare =
      (ts.isJsxText(node) && node.text) ||
      (ts.isJsxAttribute(node) &&
        READ.has(node.name.getText()) &&
        node.initializer !== undefined &&
        ts.isStringLiteral(node.initializer) &&
        node.initializer.text) ||
      '';
    if (/\p{L}{2}/u.test(bare)) {
      say(node, `a text without a translator: ${bare.trim()}`);
    }
    const inside =
      inFunction || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);
    ts.forEachChild(node, child => visit(child, inside));
  };
  visit(source, false);
}

for (const path of filesIn('src')) {
  if (path !== join('src', 'core', 'trans.ts')) {
    const text = readFileSync(path, 'utf8');
    read(path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(JSON.stringify(strings));
