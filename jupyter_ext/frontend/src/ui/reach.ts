/** What can be given the focus, and the names by which a thing is found again once it is drawn anew. */

/** The parts of the page that are ours. */
export const ROOTS = '.cg-panel, .cg-output, .cg-edits, .cg-dialog';
/** What is filled in and closed again: when it is gone, its opener has the focus. */
export const FORMS = 'form, dialog, [role="dialog"], [role="alertdialog"]';
/** What lists are made of: the next one takes the place of one that left. */
export const ITEMS = 'article, li, tr, [role="listitem"], [role="row"]';

const REACHABLE =
  'button, a[href], input:not([type="hidden"]), select, textarea, summary, [tabindex]';
const TYPED =
  'textarea, input:not([type="hidden"], [type="checkbox"], [type="radio"], [type="search"])';
/** Attributes that tell a thing from others, wherever it is drawn. */
const NAMED = [
  'data-card',
  'data-entry',
  'data-message',
  'data-option',
  'data-thread',
  'data-turn'
];

/** Whether it is in the page, not hidden by its markup, and not disabled. */
export function isThere(node: Element): boolean {
  return (
    node.isConnected &&
    node.closest('[hidden], [inert]') === null &&
    !node.matches(':disabled')
  );
}

/** What of an element can be given the focus: itself, else its first item, else its first control. */
export function reachable(node: Element): HTMLElement | null {
  const within = [...node.querySelectorAll<HTMLElement>(REACHABLE)];
  const items = within.filter(one => one.matches(ITEMS));
  const all = node instanceof HTMLElement && node.matches(REACHABLE) ? [node] : [];
  return [...all, ...items, ...within].find(isThere) ?? null;
}

/** The first field of an element that is written into. */
export function firstField(node: Element): HTMLElement | null {
  const fields = [
    ...(node.matches(TYPED) ? [node] : []),
    ...node.querySelectorAll(TYPED)
  ];
  return fields.filter(one => one instanceof HTMLElement).find(isThere) ?? null;
}

/** The control that does within `place` what `node` did: by its test id, else by its words. */
export function twinOf(node: Element, place: Element): HTMLElement | null {
  const id = node.getAttribute('data-testid');
  const found = [...place.querySelectorAll<HTMLElement>(node.localName)].filter(one =>
    id === null
      ? wordsOf(one) === wordsOf(node)
      : one.getAttribute('data-testid') === id
  );
  return found.find(isThere) ?? null;
}

/** The same thing, drawn anew somewhere else within `place`; null for what has no name. */
export function drawnAnew(thing: Element, place: Element): HTMLElement | null {
  const name = NAMED.find(one => thing.hasAttribute(one));
  if (name === undefined) {
    return null;
  }
  const value = CSS.escape(thing.getAttribute(name) ?? '');
  return (
    [...place.querySelectorAll<HTMLElement>(`[${name}="${value}"]`)].find(isThere) ??
    null
  );
}

function wordsOf(node: Element): string {
  return node.getAttribute('aria-label') ?? node.textContent ?? '';
}
