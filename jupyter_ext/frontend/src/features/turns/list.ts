/** Turns that are known here, by id and in order. */

import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Turn } from '../../api/wire/turn';
import type { CallView } from '../../api/wire/types';
import { hasEnded, newer, newestFirst, withCall, withThought } from '../../core/turn';

export class KnownTurns {
  /** A turn began, grew or ended; the argument is its id. */
  get changed(): ISignal<this, string> {
    return this._changed;
  }

  get size(): number {
    return this._turns.size;
  }

  /** Newest first. The same list again for as long as no turn has changed. */
  get ordered(): readonly Turn[] {
    this._ordered ??= newestFirst(this._turns.values());
    return this._ordered;
  }

  /** Those that are being answered still. */
  get open(): Turn[] {
    return [...this._turns.values()].filter(turn => !hasEnded(turn));
  }

  get(id: string): Turn | undefined {
    return this._turns.get(id);
  }

  hasEnded(id: string): boolean {
    const turn = this._turns.get(id);
    return turn !== undefined && hasEnded(turn);
  }

  /** Take a report of a turn; one that has ended never streams again. */
  put(turn: Turn): void {
    this._turns.set(turn.id, newer(this._turns.get(turn.id), turn));
    this._ordered = null;
    this.tell(turn.id);
  }

  /** Take a report of what a tool was asked; of a turn that is not known it says nothing yet. */
  putCall(id: string, call: CallView): void {
    const turn = this._turns.get(id);
    if (turn !== undefined) {
      this._turns.set(id, withCall(turn, call));
      this._ordered = null;
      this.tell(id);
    }
  }

  /** Take more of what a model thinks; false where something before it is missing. */
  putThought(id: string, at: number, text: string): boolean {
    const turn = this._turns.get(id);
    const next = turn === undefined ? null : withThought(turn, at, text);
    if (next === null) {
      return false;
    }
    this._turns.set(id, next);
    this._ordered = null;
    this.tell(id);
    return true;
  }

  /** Tell that a turn’s answer has changed. */
  tell(id: string): void {
    this._changed.emit(id);
  }

  clear(): void {
    this._turns.clear();
    this._ordered = null;
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private readonly _turns = new Map<string, Turn>();
  private readonly _changed = new Signal<this, string>(this);
  private _ordered: Turn[] | null = null;
}
