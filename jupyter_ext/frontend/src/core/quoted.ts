/** Text of a notebook as it is put into a question or an entry: code in a fence, the rest as it is. Pure. */

/** A cell, and what is selected in it. */
export interface Quotable {
  readonly source: string;
  /** What is selected in its editor or its output; empty where nothing is. */
  readonly selected: string;
  /** Whether what is selected (or else the cell) is code. */
  readonly code: boolean;
  /** What its code is written in, for the fence. */
  readonly language: string;
}

/** The selected text, or all of the cell where nothing is selected. */
export function quoted({ source, selected, code, language }: Quotable): string {
  const text = selected.trim() === '' ? source : selected;
  return code ? fenced(language, text) : text.trim();
}

/** The beginning of a question about that, which is written below it. */
export function askedAbout(cell: Quotable): string {
  return `${quoted(cell)}\n\n`;
}

/** Code as a Markdown block, whatever back-quotes it holds. */
export function fenced(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code.replace(/\s+$/, '')}\n${fence}`;
}
