/**
 * What is proposed for the notebooks that are open here, live, and people’s word on it. Refuses to
 * know notebooks: who writes a change where the server does not is told to it.
 */

import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Fetched } from '../../feed/fetched';
import type { EditRequests } from './requests';
import type { Decided, Edit, Proposal, Verdict } from './wire';

/** Writes an accepted change into this browser’s own notebook. */
export type Write = (decided: Decided, edit: Edit, source: string) => void;

interface Watched {
  readonly fetched: Fetched<readonly Proposal[]>;
  readers: number;
}

export class EditsModel implements IDisposable {
  constructor(private readonly _requests: EditRequests) {}

  /** Set by whoever knows notebooks. */
  write: Write = () => undefined;

  /** Something was proposed or decided. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** Keep the proposals for a notebook up to date until the result is disposed. */
  watch(path: string): IDisposable {
    const known = this._paths.get(path) ?? this._begin(path);
    known.readers += 1;
    return new DisposableDelegate(() => {
      known.readers -= 1;
      if (known.readers === 0) {
        known.fetched.dispose();
        this._paths.delete(path);
      }
    });
  }

  /** The proposals for a notebook, oldest first. */
  of(path: string): readonly Proposal[] {
    const value = this._paths.get(path)?.fetched.value;
    return value?.tag === 'ready' ? value.value : [];
  }

  /** The proposal of a turn; null where no notebook that is open here has it. */
  ofTurn(turn: string): Proposal | null {
    for (const path of this._paths.keys()) {
      const found = this.of(path).find(one => one.turn === turn);
      if (found !== undefined) {
        return found;
      }
    }
    return null;
  }

  /** Whether a change still stands beside its cell: it waits, or was decided while it was seen. */
  stands(proposal: Proposal, edit: Edit): boolean {
    const key = `${proposal.id} ${edit.key}`;
    if (edit.status === 'open') {
      this._seen.add(key);
    }
    return this._seen.has(key);
  }

  /** Show a decided change no longer beside its cell. */
  dismiss(proposal: Proposal, edit: Edit): void {
    this._seen.delete(`${proposal.id} ${edit.key}`);
    this._changed.emit();
  }

  /** Throws a Problem. */
  async decide(proposal: Proposal, edit: Edit, verdict: Verdict): Promise<void> {
    try {
      const decided = await this._requests.decide(proposal.id, edit.key, verdict);
      if (decided.write) {
        this.write(decided, edit, verdict.source ?? edit.source);
      }
    } finally {
      await this._paths.get(proposal.path)?.fetched.now();
    }
  }

  /** Throws a Problem. */
  async undo(proposal: Proposal): Promise<void> {
    await this._requests.undo(proposal.id);
    await this._paths.get(proposal.path)?.fetched.now();
  }

  /** Something may be new: fetch in a moment. */
  soon(): void {
    this._paths.forEach(({ fetched }) => fetched.soon());
  }

  dispose(): void {
    this._disposed = true;
    this._paths.forEach(({ fetched }) => fetched.dispose());
    this._paths.clear();
    Signal.clearData(this);
  }

  private _begin(path: string): Watched {
    const fetched = new Fetched(
      () => this._requests.proposals(path),
      () => this._changed.emit()
    );
    const watched = { fetched, readers: 0 };
    this._paths.set(path, watched);
    fetched.soon();
    return watched;
  }

  private readonly _paths = new Map<string, Watched>();
  private readonly _seen = new Set<string>();
  private readonly _changed = new Signal<this, void>(this);
  private _disposed = false;
}
