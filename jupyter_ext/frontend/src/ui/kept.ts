/**
 * Small choices that a member finds again in this browser: filters, closed groups, what they were told.
 * Several people may use one browser, so every key has a name in it. Refuses to hold any content.
 */

/** What of a browser's storage is used; it may throw, as a full or forbidden one does. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

export class Kept {
  constructor(
    private readonly _username: string,
    private readonly _shelf: Shelf | null
  ) {}

  /** The texts kept under a name; none where nothing can be read. */
  texts(name: string): string[] {
    try {
      const value: unknown = JSON.parse(this._shelf?.getItem(this._key(name)) ?? '[]');
      return Array.isArray(value)
        ? value.filter((one): one is string => typeof one === 'string')
        : [];
    } catch {
      return [];
    }
  }

  /** Keep at most `most` texts, the last ones. Without a storage nothing is kept, and nobody hurt. */
  keep(name: string, texts: readonly string[], most = 1_000): void {
    try {
      this._shelf?.setItem(this._key(name), JSON.stringify(texts.slice(-most)));
    } catch {
      // A full or forbidden storage loses a convenience only.
    }
  }

  private _key(name: string): string {
    return `commonground:${this._username}:${name}`;
  }
}

/** What lasts as long as the page, through its reloads; null where it is forbidden. */
export function pageShelf(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** The browser's own storage; null where it is forbidden. */
export function browserShelf(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
