/** Two texts as lines that stay, go and come. Pure; refuses to know what the texts are. */

export interface Line {
  readonly change: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Cells of the table of common lines above which the middle is shown as replaced whole. */
const LARGEST = 1_000_000;

/** The lines of both texts in order: as few as possible gone and new, what goes before what comes. */
export function lineDiff(before: string, after: string): Line[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end += 1;
  }
  return [
    ...a.slice(0, start).map(line('same')),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(line('same'))
  ];
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
}

function line(change: Line['change']): (text: string) => Line {
  return text => ({ change, text });
}

function middle(a: readonly string[], b: readonly string[]): Line[] {
  if (a.length * b.length > LARGEST) {
    return [...a.map(line('gone')), ...b.map(line('new'))];
  }
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const gone = a[i];
    const come = b[j];
    if (gone !== undefined && gone === come) {
      found.push({ change: 'same', text: gone });
      i += 1;
      j += 1;
    } else if (
      gone !== undefined &&
      (come === undefined || at(i + 1, j) >= at(i, j + 1))
    ) {
      found.push({ change: 'gone', text: gone });
      i += 1;
    } else {
      found.push({ change: 'new', text: come ?? '' });
      j += 1;
    }
  }
  return found;
}
