/**
 * What a member has typed and not sent: a value for each form and subject, in this browser at once and
 * with the server soon after, for their other browsers. It is gone once it is sent or given up.
 */

import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import { JSONExt } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { attempt, mayPass } from '../api/problem';
import { Refresh } from '../feed/refresh';
import type { Carried, Shelved } from './draftshelf';
import { DraftShelf } from './draftshelf';

export type Typed = ReadonlyPartialJSONValue;

/** Hands the server what changed here, and brings all that there is of the member's then. */
export type Exchange = (changed: readonly Carried[]) => Promise<readonly Carried[]>;

/** Milliseconds of quiet before what was typed goes to the server. */
const QUIET = 1_000;
/** Milliseconds for which a draft is kept. */
const KEPT_FOR = 30 * 24 * 3_600_000;
/** Characters of one draft that the server takes, and of all in one request. */
const MOST = 50_000;
const MOST_AT_ONCE = 200_000;

export class DraftBox implements IDisposable {
  constructor(
    private readonly _shelfOf: (username: string) => DraftShelf = username =>
      new DraftShelf(username, null),
    private readonly _trade: Exchange = () => Promise.resolve([]),
    private readonly _now: () => number = Date.now
  ) {}

  /** Something was typed, sent, given up, or came from elsewhere. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Drafts came that were not typed here: another browser's, or another member's. */
  get came(): ISignal<this, void> {
    return this._came;
  }

  get isDisposed(): boolean {
    return this._trading.isDisposed;
  }

  /** Whether closing the page would lose a text: neither this browser nor the server has it. */
  get unkept(): boolean {
    return this._unkept.size > 0;
  }

  /** Hold that member's drafts. `named`: whether the server knows who it is, and keeps them, too. */
  belongTo(username: string, named: boolean): void {
    if (this._owner === username) {
      return;
    }
    this._owner = username;
    this._named = named;
    [this._values, this._dirty].forEach(one => one.clear());
    this._unkept.clear();
    this._shelf = this._shelfOf(username);
    this._shelf.all().forEach(draft => this._find(draft));
    this._came.emit();
    this._changed.emit();
    this.exchange();
  }

  get(key: string): Typed | undefined {
    return this._values.get(key)?.value;
  }

  /** The text that is the draft; empty where there is none. */
  text(key: string): string {
    const value = this.get(key);
    return typeof value === 'string' ? value : '';
  }

  /** The keys that begin so. */
  keys(prefix: string): string[] {
    return [...this._values.keys()].filter(key => key.startsWith(prefix));
  }

  /** Keep what was typed; an empty text is no draft. */
  put(key: string, value: Typed): void {
    if (value === '' || value === null) {
      this.drop(key);
      return;
    }
    const at = this._stamp(key);
    this._values.set(key, { at, value, told: false });
    this._keep({ key, at, text: JSON.stringify(value) }, QUIET);
  }

  /** It was sent, or given up: said at once, or another browser would show it again. */
  drop(key: string): void {
    const at = this._stamp(key);
    if (this._values.delete(key)) {
      this._keep({ key, at, text: null }, 0);
    }
  }

  /** Hand over what changed here, and take what changed elsewhere. */
  exchange(): void {
    window.clearTimeout(this._timer);
    if (this._named) {
      void this._trading.now();
    }
  }

  /** For React: hear of each change until the result is called. */
  readonly subscribe = (callback: () => void): (() => void) => {
    this._changed.connect(callback);
    return () => void this._changed.disconnect(callback);
  };

  dispose(): void {
    window.clearTimeout(this._timer);
    this._trading.dispose();
    Signal.clearData(this);
  }

  /** Later than what is there, whatever the clock of another browser said. */
  private _stamp(key: string): number {
    return Math.max(this._now(), (this._values.get(key)?.at ?? 0) + 1);
  }

  private _keep(draft: Carried, wait: number): void {
    const { key, text } = draft;
    if (this._shelf.put({ ...draft, told: false }) || text === null) {
      this._unkept.delete(key);
    } else {
      this._unkept.add(key);
    }
    if (!this._named) {
      this._forgetEnded(draft);
    } else if ((text ?? '').length <= MOST) {
      this._dirty.set(key, draft);
      window.clearTimeout(this._timer);
      this._timer = window.setTimeout(() => this.exchange(), wait);
    }
    this._changed.emit();
  }

  /** Take up what an earlier page of this browser left. */
  private _find({ told, ...draft }: Shelved): void {
    const { key, at, text } = draft;
    const value = valueIn(text);
    if (at < this._now() - KEPT_FOR) {
      this._shelf.remove(key);
      return;
    }
    if (value !== undefined) {
      this._values.set(key, { at, value, told });
    }
    if (this._named && !told && (text ?? '').length <= MOST) {
      this._dirty.set(key, draft);
    }
  }

  private async _carry(): Promise<boolean> {
    const owner = this._owner;
    const sent = atOnce([...this._dirty.values()]);
    const found = await attempt(() => this._trade(sent));
    if (owner !== this._owner || this.isDisposed) {
      return true;
    }
    if (found.tag !== 'ready') {
      return !mayPass(found);
    }
    sent.forEach(draft => this._settle(draft));
    const news = found.value.filter(draft => this._take(draft));
    if (news.length > 0) {
      this._came.emit();
      this._changed.emit();
    }
    if (this._dirty.size > 0 && sent.length > 0) {
      this.exchange();
    }
    return true;
  }

  /** The server has it. */
  private _settle(draft: Carried): void {
    if (this._dirty.get(draft.key) === draft) {
      this._dirty.delete(draft.key);
      this._unkept.delete(draft.key);
      this._tell(draft);
    }
  }

  private _tell(draft: Carried): void {
    const here = this._values.get(draft.key);
    if (here !== undefined) {
      this._values.set(draft.key, { ...here, told: true });
      this._shelf.put({ ...draft, told: true });
    }
    this._forgetEnded(draft);
  }

  private _forgetEnded({ key, text }: Carried): void {
    if (text === null) {
      this._shelf.remove(key);
    }
  }

  /** Take what is newer than what is here; true if it says something else. */
  private _take(draft: Carried): boolean {
    const { key, at, text } = draft;
    const here = this._values.get(key);
    if (at <= this._untold(key)) {
      return false;
    }
    const value = valueIn(text);
    if (value === undefined) {
      this._values.delete(key);
      this._shelf.remove(key);
    } else if (here?.at !== at || !here.told) {
      this._values.set(key, { at, value, told: true });
      this._shelf.put({ ...draft, told: true });
    }
    return !JSONExt.deepEqual(here?.value ?? null, value ?? null);
  }

  /**
   * When that draft got what only this browser knows; 0 where there is nothing. The times of what the
   * server has are its own: this browser's clock may go ahead of it.
   */
  private _untold(key: string): number {
    const here = this._values.get(key);
    const kept = here === undefined || here.told ? 0 : here.at;
    return Math.max(kept, this._dirty.get(key)?.at ?? 0);
  }

  private readonly _trading = new Refresh(() => this._carry());
  private readonly _values = new Map<
    string,
    { at: number; value: Typed; told: boolean }
  >();
  /** What the server has not been told yet. */
  private readonly _dirty = new Map<string, Carried>();
  private readonly _unkept = new Set<string>();
  private _shelf = new DraftShelf('', null);
  private _owner: string | null = null;
  private _named = false;
  private _timer = 0;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _came = new Signal<this, void>(this);
}

function valueIn(text: string | null): Typed | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Typed);
  } catch {
    return undefined;
  }
}

/** As many as one request holds. */
function atOnce(drafts: readonly Carried[]): Carried[] {
  let room = MOST_AT_ONCE;
  return drafts.slice(0, 100).filter(({ text }) => {
    room -= (text ?? '').length;
    return room >= 0;
  });
}

/** Whether what was kept is what the form holds: another version of it may have kept it. */
export function fits(found: Typed, first: Typed): boolean {
  if (first === null) {
    return found === null || typeof found !== 'object';
  }
  if (typeof first !== 'object' || typeof found !== 'object' || found === null) {
    return found !== null && typeof first === typeof found;
  }
  if (Array.isArray(first) || Array.isArray(found)) {
    return (
      Array.isArray(first) &&
      Array.isArray(found) &&
      found.every(one => typeof one === 'string')
    );
  }
  const fields = found as Readonly<Record<string, Typed>>;
  return Object.entries(first as Readonly<Record<string, Typed>>).every(
    ([name, value]) => fields[name] !== undefined && fits(fields[name], value)
  );
}

/** Characters of the texts that are not as they were at first. */
export function typedIn(value: unknown, first: unknown): number {
  if (typeof value === 'string') {
    return value === first ? 0 : value.length;
  }
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  const before = (first ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + typedIn(one, before[name]),
    0
  );
}
