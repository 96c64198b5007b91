/**
 * Who presents, whom this page follows, and whether this page presents. Refuses to know notebooks: it
 * is told where its member is, and tells where a presenter is.
 */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Problem } from '../../api/problem';
import type { PresentingEvent } from '../../api/wire/types';
import { trans } from '../../core/trans';
import type { MeetingRequests, Place, Presentation } from './requests';

export class MeetingModel implements IDisposable {
  constructor(
    private readonly _requests: Pick<MeetingRequests, 'presentations' | 'present'>,
    private readonly _me: () => string | null,
    private readonly _emit: () => void
  ) {}

  /** Where this member is; null where no notebook is open. Set by whoever knows notebooks. */
  here: () => Place | null = () => null;

  /** Others who present, whoever began first. */
  get others(): readonly Presentation[] {
    return [...this._all.values()].filter(({ by }) => by !== this._me());
  }

  /** What this page shows its member: the presentation that they follow. */
  get followed(): Presentation | null {
    return (this._following === null ? null : this._all.get(this._following)) ?? null;
  }

  /** Whether this page shows the others where its member is. */
  get presenting(): Place | null {
    return this._place;
  }

  /** Somebody else begins to present. */
  get begun(): ISignal<this, Presentation> {
    return this._begun;
  }

  /** The followed presenter is somewhere else now; null: nobody is followed any more. */
  get moved(): ISignal<this, Presentation | null> {
    return this._moved;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    Signal.clearData(this);
  }

  /** Ask who presents: after each connection, since nothing was heard before it. */
  async load(): Promise<void> {
    try {
      const found = await this._requests.presentations();
      const gone = new Set(this._all.keys());
      found.forEach(one => {
        gone.delete(one.by);
        this._put(one);
      });
      gone.forEach(by => this._end(by));
      if (this._place !== null) {
        await this._requests.present(this._place); // the server may have forgotten it
      }
    } catch {
      // The panel says that the server can't be reached.
    }
    this._emit();
  }

  onEvent({ by, path, cell }: PresentingEvent): void {
    if (path === null) {
      this._end(by);
    } else {
      this._put({ by, path, cell });
    }
  }

  follow(by: string): void {
    const found = this._all.get(by);
    if (found !== undefined && by !== this._me()) {
      this._following = by;
      this._moved.emit(found);
      this._emit();
    }
  }

  /** Follow nobody any more. */
  leave(): void {
    if (this._following !== null) {
      this._following = null;
      this._moved.emit(null);
      this._emit();
    }
  }

  /** Show the others where this member is, from now on. Throws a Problem. */
  async present(): Promise<void> {
    const place = this.here();
    if (place === null) {
      throw new Problem(
        trans.__('There is nothing to present yet.'),
        trans.__('Open a notebook and choose a cell, then present.')
      );
    }
    await this._requests.present(place);
    this.leave();
    this._place = place;
    this._emit();
  }

  /** Tell where this member is now, while they present. */
  async go(): Promise<void> {
    const place = this.here();
    if (this._place !== null && place !== null && !isSame(place, this._place)) {
      this._place = place;
      await this._requests.present(place).catch(console.warn);
    }
  }

  /** Present no more. Throws a Problem. */
  async end(): Promise<void> {
    this._place = null;
    this._emit();
    await this._requests.present(null);
  }

  private _put(found: Presentation): void {
    const fresh = !this._all.has(found.by);
    this._all.set(found.by, found);
    if (fresh && found.by !== this._me()) {
      this._begun.emit(found);
    }
    if (found.by === this._following) {
      this._moved.emit(found);
    }
  }

  private _end(by: string): void {
    this._all.delete(by);
    if (by === this._me()) {
      this._place = null; // it was ended, in another of their pages perhaps
    }
    if (by === this._following) {
      this.leave();
    }
  }

  private readonly _all = new Map<string, Presentation>();
  private _following: string | null = null;
  private _place: Place | null = null;
  private _disposed = false;
  private readonly _begun = new Signal<this, Presentation>(this);
  private readonly _moved = new Signal<this, Presentation | null>(this);
}

function isSame(one: Place, other: Place): boolean {
  return one.path === other.path && one.cell === other.cell;
}
