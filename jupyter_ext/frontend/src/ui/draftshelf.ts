/** One member's drafts in a browser's storage, each under a key of its own: several pages write there. */

/** A draft as it travels: `text` is the JSON of its value; null: it was sent or given up then. */
export interface Carried {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string | null;
}

/** A draft as it is kept here. `told`: the server has it, so that its word on it is the newer one. */
export interface Shelved extends Carried {
  readonly told: boolean;
}

/** What of a browser's storage is used; each may throw, as a full or forbidden one does. */
export type Drawer = Pick<
  Storage,
  'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'
>;

export class DraftShelf {
  constructor(
    username: string,
    private readonly _drawer: Drawer | null
  ) {
    this._prefix = `commonground:${username}:draft:`;
  }

  /** What is kept here; nothing where nothing can be read. */
  all(): Shelved[] {
    try {
      return this._keys().flatMap(key => this._read(key));
    } catch {
      return [];
    }
  }

  /** Keep one; false where there is no storage, or no room in it. */
  put({ key, at, text, told }: Shelved): boolean {
    try {
      this._drawer?.setItem(this._prefix + key, JSON.stringify({ at, text, told }));
      return this._drawer !== null;
    } catch {
      return false;
    }
  }

  remove(key: string): void {
    try {
      this._drawer?.removeItem(this._prefix + key);
    } catch {
      // Where nothing can be removed, nothing was kept.
    }
  }

  private _keys(): string[] {
    const drawer = this._drawer;
    return Array.from({ length: drawer?.length ?? 0 }, (_, at) => drawer?.key(at) ?? '')
      .filter(key => key.startsWith(this._prefix))
      .map(key => key.slice(this._prefix.length));
  }

  private _read(key: string): Shelved[] {
    const found = recordIn(this._drawer?.getItem(this._prefix + key) ?? '');
    const { at, text, told } = found;
    return typeof at === 'number' && (text === null || typeof text === 'string')
      ? [{ key, at, text, told: told === true }]
      : [];
  }

  private readonly _prefix: string;
}

function recordIn(json: string): { at?: unknown; text?: unknown; told?: unknown } {
  try {
    const found: unknown = JSON.parse(json);
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}
