/** A page for tests: its document and what it has of a browser, in place of the one that Node lacks. */

import { JSDOM } from 'jsdom';

const GLOBALS = [
  'document',
  'Element',
  'HTMLElement',
  'MutationObserver',
  'Node'
] as const;

/** A page with this body; the same document stands for all tests of a file, one after another. */
export function page(body: string): Document {
  const { window } = new JSDOM(`<!doctype html><body>${body}</body>`);
  const { document } = window;
  Object.assign(
    globalThis,
    Object.fromEntries(GLOBALS.map(name => [name, window[name]])),
    {
      CSS: { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') }
    }
  );
  return document;
}

/** The one element that a selector names. */
export function one(document: Document, selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) {
    throw new Error(`nothing is ${selector}`);
  }
  return found;
}

/** Once the page has told its observers. */
export function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
