/**
 * Which Mermaid diagrams are drawn. Mermaid puts a diagram into the page before anything can look at it, so
 * one that could name something to load is shown as text. Pure, but for the page's own HTML parser.
 */

import { trans } from '../core/trans';

/** Stands for the language until the text of each block is known for certain. */
const HELD = 'cg-held-diagram';
const OPENER = /([`~]{3}[^\S\r\n]*)mermaid/g;
const COLORED = /^(?:style|classDef|linkStyle)\s[\w\s,:#.%-]*;?$/;
const REACHES =
  /[\\@&]|<\s*(?!br\s*\/?>)[a-z!/?]|\/\/|\burl\b|import|https?\s*:|ftp\s*:|data\s*:|#\w+;|%%\s*\{|\bclick\b|href|callback|\bimg\b|image|\bsrc\b|\bsprite|icon|^links?\b/i;

/** Whether nothing in the diagram could make a browser load something. */
export function isPlainDiagram(source: string): boolean {
  return source.split(/\r?\n/).every(line => {
    const text = line.trim();
    return COLORED.test(text) || !(text === '---' || REACHES.test(text));
  });
}

/** Markdown with every diagram held back from whoever would draw it. */
export function heldBack(markdown: string): string {
  return markdown.replace(OPENER, `$1${HELD}`);
}

/** The drawn page of such Markdown, with the plain diagrams drawn by `draw`. */
export async function withDiagrams(
  html: string,
  draw: (markdown: string) => Promise<string>
): Promise<string> {
  if (!html.includes(HELD)) {
    return html;
  }
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const code of page.querySelectorAll(`pre > code.language-${HELD}`)) {
    const source = code.textContent ?? '';
    const fence = '`'.repeat(3 + Math.max(0, ...runs(source)));
    const drawn = isPlainDiagram(source)
      ? await draw(`${fence}mermaid\n${source.trimEnd()}\n${fence}`)
      : `<p><em class="cg-not-loaded"></em></p>${(code.parentElement as HTMLElement).outerHTML}`;
    const frame = page.createElement('div');
    frame.innerHTML = drawn;
    const note = frame.querySelector('em.cg-not-loaded');
    if (note !== null) {
      note.textContent = trans.__(
        '[a diagram that names addresses or styles is shown as text]'
      );
    }
    code.parentElement?.replaceWith(frame);
  }
  return page.body.innerHTML.replaceAll(HELD, 'mermaid');
}

function runs(source: string): number[] {
  return (source.match(/`+/g) ?? []).map(run => run.length);
}
