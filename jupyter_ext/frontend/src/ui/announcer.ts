/** The one live region of the page: what was done is read aloud, in the order in which it happened. */

/** Lines that stay, so that one which came at the same moment is read, too. */
const LINES = 3;

export class Announcer {
  constructor(page: Document) {
    this._region = page.createElement('div');
    this._region.className = 'cg-visually-hidden';
    this._region.setAttribute('aria-live', 'polite');
    this._region.dataset['testid'] = 'cg-announcer';
    page.body.append(this._region);
  }

  /** Have it read aloud; the same words twice are read twice. */
  say(text: string): void {
    if (text !== '') {
      const line = this._region.ownerDocument.createElement('div');
      line.textContent = text;
      this._region.append(line);
      while (this._region.children.length > LINES) {
        this._region.firstElementChild?.remove();
      }
    }
  }

  private readonly _region: HTMLElement;
}

let spoken: Announcer | null = null;

/** Have something read aloud. Without a page nobody hears it. */
export function announce(text: string): void {
  if (typeof document !== 'undefined') {
    spoken ??= new Announcer(document);
    spoken.say(text);
  }
}
