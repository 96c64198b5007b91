/**
 * Formulas in a Markdown text, marked so that JupyterLab's renderer takes them for formulas and takes
 * nothing else for one: `\(…\)` and `\[…\]` as models write them, and dollars that are money. Pure.
 */

import { codeLines } from './codeblocks';

/** A dollar that neither the renderer nor MathJax takes for the begin of a formula. */
const DOLLAR = '<span class="mathjax_ignore">&#36;</span>';

/** What stands in a line as it is, then formulas, then dollars that are left. */
const PARTS = new RegExp(
  [
    /(?<code>(?<ticks>`+)(?!`)[^]*?[^`]\k<ticks>(?!`))/,
    /(?<whole>\$\$[^]*?\$\$|\\begin\{(?<name>\w+\*?)\}[^]*?\\end\{\k<name>\})/,
    /\\\((?<inline>[^]+?)\\\)/,
    /\\\[(?<display>[^]+?)\\\]/,
    /(?<place><[^<>\n]*>|\]\([^()\s]*\)|https?:\/\/[^\s<>]*)/,
    /(?<dollars>\$(?!\s)(?:\\[^]|[^\\$])*?(?:\\[^]|[^\\$\s])\$(?!\d))/,
    /(?<money>\\?\$)/,
    /(?<escaped>\\[^])/
  ]
    .map(part => part.source)
    .join('|'),
  'g'
);
/** A bracket that was written with a backslash so as to be one is no formula: `\[sic\]`. */
const FORMULA = /[\\^_=+*/<>{}|-]|\d|^\s*\S{1,2}\s*$/;

/** The text with its formulas as JupyterLab's renderer reads them; code stays as it is. */
export function withFormulas(markdown: string): string {
  if (!/[$\\]/.test(markdown)) {
    return markdown;
  }
  const code = codeLines(markdown);
  const passages: { text: string[]; code: boolean }[] = [];
  markdown.split('\n').forEach((line, at) => {
    const apart = code.has(at) || line.trim() === '';
    const last = passages.at(-1);
    if (last?.code === apart) {
      last.text.push(line);
    } else {
      passages.push({ text: [line], code: apart });
    }
  });
  return passages
    .map(({ text, code: kept }) => (kept ? text.join('\n') : marked(text.join('\n'))))
    .join('\n');
}

function marked(passage: string): string {
  return passage.replace(PARTS, (found: string, ...more: unknown[]) => {
    const { inline, display, money } = more.at(-1) as Record<
      string,
      string | undefined
    >;
    if (inline !== undefined) {
      return FORMULA.test(inline) ? `\\\\(${inline}\\\\)` : found;
    }
    if (display !== undefined) {
      return FORMULA.test(display) ? `\\\\[${display}\\\\]` : found;
    }
    return money === undefined ? found : DOLLAR;
  });
}
