/**
 * Texts that people are writing. They live here, outside the components, so that no error, redraw,
 * tab change or vanished list row loses a word.
 */

import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Kind, SharedKind } from '../../api/wire/entry';
import type { Keyed } from '../../api/wire/keyed';
import { given, UNKEYED } from '../../core/keyed';

export type Purpose = 'add' | 'note' | 'edit' | 'share';

/** What a form holds. `heads` are the versions that its author saw when it was opened. */
export interface Draft {
  readonly key: string;
  readonly purpose: Purpose;
  readonly entry: string | null;
  readonly heads: readonly string[];
  readonly kind: Kind;
  readonly title: string;
  readonly body: string;
  /** The area that it is for; null for everybody. */
  readonly area: string | null;
  /** The thread that it is brought into, too. */
  readonly thread: string | null;
  readonly keyed: Keyed;
  /** Whether its form has not been on the screen yet. */
  readonly fresh: boolean;
  readonly sending: boolean;
  readonly problem: Problem | null;
}

export type DraftText = Partial<
  Pick<Draft, 'kind' | 'title' | 'body' | 'area' | 'thread' | 'keyed' | 'fresh'>
>;

export function keyOf(purpose: Purpose, entry: string | null): string {
  return entry === null ? purpose : `${purpose}:${entry}`;
}

/** The command that a draft becomes. An edit names the heads it was opened with, whatever came since. */
export function commandOf(draft: Draft): Command {
  const title = draft.title.trim();
  const { body, entry, area } = draft;
  const heads = [...draft.heads];
  const keyed = given(draft.keyed);
  if (draft.purpose === 'edit' && entry !== null) {
    return { command: 'edit', entry, heads, title, body, ...keyed };
  }
  // What is shared without a note's versions is text of a private answer.
  const note = heads.length > 0 ? entry : null;
  if (draft.purpose === 'share' && draft.thread !== null) {
    const { thread } = draft;
    const kind = shared(draft.kind);
    return { command: 'bring', thread, note, heads, kind, title, body, area, ...keyed };
  }
  if (draft.purpose === 'share' && note !== null) {
    return {
      command: 'share',
      note,
      heads,
      kind: shared(draft.kind),
      title,
      body,
      area,
      ...keyed
    };
  }
  return { command: 'add', kind: draft.kind, title, body, area, ...keyed };
}

function shared(kind: Kind): SharedKind {
  return kind === 'note' ? 'knowledge' : kind;
}

export class Drafts {
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get(purpose: Purpose, entry: string | null = null): Draft | null {
    return this._drafts.get(keyOf(purpose, entry)) ?? null;
  }

  /** The first open form of that purpose. */
  first(purpose: Purpose): Draft | null {
    return [...this._drafts.values()].find(draft => draft.purpose === purpose) ?? null;
  }

  /** Open a form; one that is open already keeps its text and the heads it was opened with. */
  open(
    purpose: Purpose,
    start: {
      entry?: string;
      heads?: readonly string[];
      kind: Kind;
      title?: string;
      body?: string;
      thread?: string | null;
      keyed?: Keyed;
    }
  ): void {
    const entry = start.entry ?? null;
    const key = keyOf(purpose, entry);
    const draft = this._drafts.get(key);
    if (draft !== undefined) {
      const thread = start.thread ?? draft.thread;
      this._drafts.set(key, { ...draft, thread, fresh: true });
    } else {
      this._drafts.set(key, {
        key,
        purpose,
        entry,
        heads: start.heads ?? [],
        kind: start.kind,
        title: start.title ?? '',
        body: start.body ?? '',
        area: null,
        thread: start.thread ?? null,
        keyed: start.keyed ?? UNKEYED,
        fresh: true,
        sending: false,
        problem: null
      });
    }
    this._changed.emit();
  }

  /** Remember what was typed. Silent: the form shows it already. */
  write(key: string, text: DraftText): void {
    const draft = this._drafts.get(key);
    if (draft !== undefined) {
      this._drafts.set(key, { ...draft, ...text });
    }
  }

  mark(key: string, state: { sending: boolean; problem: Problem | null }): void {
    const draft = this._drafts.get(key);
    if (draft !== undefined) {
      this._drafts.set(key, { ...draft, ...state });
      this._changed.emit();
    }
  }

  byKey(key: string): Draft | null {
    return this._drafts.get(key) ?? null;
  }

  discard(key: string): void {
    if (this._drafts.delete(key)) {
      this._changed.emit();
    }
  }

  dispose(): void {
    this._drafts.clear();
    Signal.clearData(this);
  }

  private readonly _drafts = new Map<string, Draft>();
  private readonly _changed = new Signal<this, void>(this);
}
