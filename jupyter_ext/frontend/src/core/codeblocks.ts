/**
 * Fenced code blocks of a Markdown answer, by the same CommonMark parser and rules as the server's
 * (`core/commonmark.py`; `tests/data/markdown.json` holds both). Pure.
 */

import MarkdownIt from 'markdown-it';

export interface CodeBlock {
  /** The language of the fence's info string, lower case; empty where there is none. */
  readonly language: string;
  readonly source: string;
  /** Whether its closing fence is there: an open one is still being written. */
  readonly closed: boolean;
}

const BLOCKS = new MarkdownIt('commonmark').enable('table').disable('inline');
const PYTHON = /^(?:(?:i?python|py)-?(?:\d+(?:\.\d+)*)?)?$/;
const SHELL = new Set(['bash', 'sh', 'shell']);
const MARKDOWN = new Set(['markdown', 'md']);
const LANGUAGE = /^\{?[.=]?([^\s{},:;=]*)/;

/** Every fenced block, in order: in lists and quotes too, without their marks. */
export function codeBlocks(markdown: string): CodeBlock[] {
  return BLOCKS.parse(`${markdown}\n`, {})
    .filter(token => token.type === 'fence')
    .map(({ info, content, map }) => {
      const [first, end] = map ?? [0, 0];
      const language = LANGUAGE.exec(info.replace(/^[ \t]+/, ''))?.[1] ?? '';
      return {
        language: language.toLowerCase(),
        source: trimmed(content),
        closed: end - first === content.split('\n').length + 1
      };
    });
}

/** The lines of all code and HTML blocks, from 0. */
export function codeLines(markdown: string): ReadonlySet<number> {
  const lines = BLOCKS.parse(`${markdown}\n`, {})
    .filter(({ type }) => ['fence', 'code_block', 'html_block'].includes(type))
    .flatMap(({ map }) => {
      const [first, end] = map ?? [0, 0];
      return Array.from({ length: end - first }, (_, at) => first + at);
    });
  return new Set(lines);
}

/** A block's text without the white space at its end. */
export function trimmed(source: string): string {
  return source.replace(/[ \t\r\n]+$/, '');
}

/** A cell that is to be inserted into a notebook. */
export interface NewCell {
  readonly cell_type: 'code' | 'markdown';
  readonly source: string;
}

/** A cell that a block becomes; `block` is what the answer shows of it. */
export interface CodeCell extends NewCell {
  readonly block: string;
}

/** The cells that the blocks become: Python, a shell's script under `%%bash`, Markdown. */
export function insertable(markdown: string): CodeCell[] {
  return codeBlocks(markdown).flatMap(block => cellOf(block) ?? []);
}

function cellOf({ closed, source, language }: CodeBlock): CodeCell | null {
  if (!closed || source.trim() === '') {
    return null;
  }
  if (MARKDOWN.has(language)) {
    return { cell_type: 'markdown', source, block: source };
  }
  if (SHELL.has(language)) {
    return { cell_type: 'code', source: `%%bash\n${source}`, block: source };
  }
  return PYTHON.test(language) ? { cell_type: 'code', source, block: source } : null;
}
