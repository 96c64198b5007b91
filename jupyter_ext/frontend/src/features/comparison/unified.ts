/** The lines of a unified diff. Pure. */

export interface DiffLine {
  readonly change: 'same' | 'gone' | 'new' | 'place';
  readonly text: string;
}

/** The lines of a unified diff without its file headings. */
export function diffLines(diff: string): DiffLine[] {
  const lines = diff.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const begin = lines.findIndex(line => line.startsWith('@@'));
  return lines.slice(Math.max(0, begin)).map(line => {
    switch (line[0]) {
      case '@':
        return { change: 'place', text: line };
      case '-':
        return { change: 'gone', text: line.slice(1) };
      case '+':
        return { change: 'new', text: line.slice(1) };
      default:
        return { change: 'same', text: line.slice(1) };
    }
  });
}
