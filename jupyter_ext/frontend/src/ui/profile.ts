/**
 * What a text of a member or a model may become on the page: formatting, tables, links, code. Everything
 * that a browser would fetch by itself is taken out by listing what may stay, never what may not.
 */

import { trans } from '../core/trans';

const TAGS = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup ' +
    'dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ' +
    'ins kbd li mark nav ol p pre q s samp section small span strike strong sub summary sup table ' +
    'tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' ')
);

const EVERYWHERE = ['align', 'class', 'dir', 'lang', 'title', 'data-jupyter-id'];
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  A: ['href', 'rel', 'target'],
  COL: ['span'],
  COLGROUP: ['span'],
  DETAILS: ['open'],
  IMG: ['alt', 'height', 'src', 'width'],
  INPUT: ['checked', 'disabled', 'type'],
  LI: ['value'],
  OL: ['reversed', 'start', 'type'],
  TD: ['colspan', 'rowspan'],
  TH: ['colspan', 'rowspan', 'scope'],
  TIME: ['datetime']
};

const EMBEDDED = /^data:image\/(?:png|gif|jpe?g|webp|avif|bmp|svg\+xml)(?:;[\w=-]+)*,/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const FOLLOWED = /^(?:https?|mailto):/i;
/** Classes that belong to JupyterLab, its libraries or us: a text can't dress up as one of their parts. */
const THEIRS = /^(?:jp-(?!RenderedMermaid)|lm-|p-|cg-|cm-editor|bp\d)/i;
/** Where the address of an image that waits for a click is kept. */
const WAITING = 'cgImage';

/** HTML that loads nothing: an image from elsewhere becomes a button that asks for it. */
export function withoutRemote(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of [...page.body.querySelectorAll('*')]) {
    confine(element);
  }
  return page.body.innerHTML;
}

function confine(element: Element): void {
  if (!TAGS.has(element.localName) || !(element instanceof HTMLElement)) {
    replace(element);
    return;
  }
  if (element instanceof HTMLImageElement && !EMBEDDED.test(addressOf(element))) {
    element.replaceWith(placeholder(element));
    return;
  }
  if (element instanceof HTMLInputElement && element.type !== 'checkbox') {
    element.remove();
    return;
  }
  const allowed = ATTRIBUTES[element.tagName] ?? [];
  for (const { name, value } of [...element.attributes]) {
    const keep = EVERYWHERE.includes(name) || allowed.includes(name);
    if (!keep || (name === 'href' && !mayFollow(value))) {
      element.removeAttribute(name);
    }
  }
  element.classList.remove(...[...element.classList].filter(name => THEIRS.test(name)));
}

/** Anything else that may stand in a page: what it would load is named, what it says stays. */
function replace(element: Element): void {
  const address =
    addressOf(element) ||
    (element.getAttribute('poster') ?? element.getAttribute('background') ?? '');
  if (address !== '') {
    element.replaceWith(placeholder(element, address));
  } else if (['script', 'style', 'template'].includes(element.localName)) {
    element.remove();
  } else {
    element.replaceWith(...element.childNodes);
  }
}

function addressOf(element: Element): string {
  return element.getAttribute('src')?.trim() ?? '';
}

function mayFollow(address: string): boolean {
  // As a browser reads it: without the white space and control characters before and inside.
  const read = [...address].filter(each => each > ' ').join('');
  return FOLLOWED.test(read) || !SCHEME.test(read);
}

function placeholder(element: Element, address = addressOf(element)): HTMLElement {
  const label = element.getAttribute('alt')?.trim() ?? '';
  const url = remoteUrl(address);
  if (!(element instanceof HTMLImageElement) || url === null) {
    const note = element.ownerDocument.createElement('em');
    note.className = 'cg-not-loaded';
    const what = label || address || trans.__('no description');
    note.textContent = trans.__('[not loaded: %1]', what);
    return note;
  }
  const button = element.ownerDocument.createElement('button');
  button.type = 'button';
  button.className = 'cg-not-loaded';
  button.dataset[WAITING] = url.href;
  button.title = trans.__('Load this image from %1: %2', url.host, url.href);
  button.textContent =
    label === ''
      ? trans.__('[load the image from %1]', url.host)
      : trans.__('[load the image from %1: %2]', url.host, label);
  return button;
}

function remoteUrl(address: string): URL | null {
  try {
    const url = new URL(address, window.location.href);
    const absolute = /^(?:https?:|[\\/]{2})/i.test(address);
    return absolute && /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Load the image that a click asked for, if it was one of those that wait. */
export function loadOnClick(event: MouseEvent): void {
  const { target } = event;
  const button =
    target instanceof Element
      ? target.closest<HTMLElement>('button.cg-not-loaded')
      : null;
  const address = button?.dataset[WAITING];
  if (button === null || address === undefined) {
    return;
  }
  const image = document.createElement('img');
  image.referrerPolicy = 'no-referrer';
  image.alt = button.textContent ?? '';
  image.src = address;
  button.replaceWith(image);
}
