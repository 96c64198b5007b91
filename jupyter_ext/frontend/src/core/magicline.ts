/** Which lines are ours, as the kernel's completion tells it. */

const LINE = /^\s*(?:\w+\s*=\s*)?%cg\s/;
const CELL = /^%%(?:cg|ai|compare)\s/;

/** Whether a cell's line is `%cg`, or the first one of a `%%cg`, `%%ai` or `%%compare` cell. */
export function isMagicLine(lines: readonly string[], line: number): boolean {
  const text = lines[line] ?? '';
  const first = lines.findIndex(one => one.trim() !== '');
  if (lines[first]?.startsWith('%%')) {
    return line === first && CELL.test(text);
  }
  return LINE.test(text);
}
