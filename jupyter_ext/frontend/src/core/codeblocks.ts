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

/** A block's text without the white space at its end. */
export function trimmed(source: string): string {
  return source.replace(/[ \t\r\n]+$/, '');
}

/** Blocks that can become a cell: Python (or said to be nothing else), whole and not empty. */
export function insertable(markdown: string): CodeBlock[] {
  return codeBlocks(markdown).filter(
    ({ closed, source, language }) =>
      closed && source.trim() !== '' && PYTHON.test(language)
  );
}
