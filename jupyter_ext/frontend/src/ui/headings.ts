/** Headings of a drawn text, below those of the page around it: a screen reader hears one outline. */

const HEADINGS = 'h1, h2, h3, h4, h5, h6';
/** The level below the title of what a text stands in. */
const LEVELS: readonly (readonly [string, number])[] = [
  ['.cg-dialog', 4],
  ['.cg-card', 5]
];
const IN_CELL = 3;

/** Give each heading the next level that is free below what the text stands in; it looks as before. */
export function fitHeadings(text: HTMLElement): void {
  const headings = [...text.querySelectorAll<HTMLElement>(HEADINGS)];
  const levels = [...new Set(headings.map(({ localName }) => localName))].sort();
  const found = LEVELS.find(([around]) => text.closest(around) !== null);
  const first = found?.[1] ?? IN_CELL;
  for (const heading of headings) {
    const level = Math.min(6, first + levels.indexOf(heading.localName));
    heading.setAttribute('aria-level', String(level));
  }
}
