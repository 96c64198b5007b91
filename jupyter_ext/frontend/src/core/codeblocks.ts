/** Fenced code blocks of a Markdown answer. Pure. */

export interface CodeBlock {
  /** First word of the fence's info string, lower case; empty where there is none. */
  readonly language: string;
  readonly source: string;
  /** Whether its closing fence is there: an open one is still being written. */
  readonly closed: boolean;
}

const OPEN = /^(\s*(?:>\s?)*\s*)(`{3,}|~{3,})\s*([^`]*)$/;

/** Every fenced block, in order, also those inside lists and quotes (their indent is taken off). */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split(/\r?\n/);
  let at = 0;
  while (at < lines.length) {
    const open = OPEN.exec(lines[at] ?? '');
    at += 1;
    if (open === null) {
      continue;
    }
    const [, prefix = '', fence = '', info = ''] = open;
    const body: string[] = [];
    let closed = false;
    while (at < lines.length) {
      const line = withoutPrefix(lines[at] ?? '', prefix);
      at += 1;
      if (closes(line, fence)) {
        closed = true;
        break;
      }
      body.push(line);
    }
    blocks.push({
      language: (info.trim().split(/[\s{]/)[0] ?? '').toLowerCase(),
      source: body.join('\n').replace(/\s+$/, ''),
      closed
    });
  }
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === (fence[0] ?? '`').repeat(text.length);
}

/** Take off the quote marks of the fence's line, then at most as many spaces as it had. */
function withoutPrefix(line: string, prefix: string): string {
  let rest = line;
  for (const mark of prefix) {
    if (mark === '>' && rest.trimStart().startsWith('>')) {
      rest = rest.trimStart().slice(1);
    } else if (mark !== '>' && rest.startsWith(mark)) {
      rest = rest.slice(1);
    }
  }
  return rest;
}

/** Blocks that can become a cell: closed, with something in them, no diagram and no message. */
export function insertable(markdown: string): CodeBlock[] {
  return codeBlocks(markdown).filter(
    ({ closed, source, language }) =>
      closed && source !== '' && language !== 'mermaid' && !language.startsWith('cg-')
  );
}
