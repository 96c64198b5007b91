/**
 * Entries and notes that are being written. They live here, outside the components, and what was typed
 * among the member's drafts, so that no error, redraw, vanished row or new page loses a word.
 */

import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Problem } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import type { Kind, SharedKind } from '../../api/wire/entry';
import type { Keyed } from '../../api/wire/keyed';
import { given, UNKEYED } from '../../core/keyed';
import { KIND_LABELS } from '../../core/entry';
import type { DraftBox, Typed } from '../../ui/draftbox';
import { fits, typedIn } from '../../ui/draftbox';

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
  /** The text that it began with. */
  readonly start: Readonly<Record<'title' | 'body', string>>;
  /** How often a text of elsewhere took its place: its form is drawn anew then. */
  readonly came: number;
  /** Whether its form has not been on the screen yet. */
  readonly fresh: boolean;
  readonly sending: boolean;
  readonly problem: Problem | null;
}

export type DraftText = Partial<
  Pick<Draft, 'kind' | 'title' | 'body' | 'area' | 'thread' | 'keyed' | 'fresh'>
>;

/** How their keys begin among all drafts. */
const PREFIX = 'entry ';
const PURPOSES: readonly string[] = ['add', 'note', 'edit', 'share'];

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

/** Characters that its author typed. */
export function typedOf(draft: Draft): number {
  const { title, body, keyed, start } = draft;
  return typedIn({ title, body }, start) + typedIn(keyed, UNKEYED);
}

export class Drafts {
  constructor(private readonly _box: DraftBox) {
    this._box.came.connect(this._restore, this);
  }

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
      area?: string | null;
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
        area: start.area ?? null,
        thread: start.thread ?? null,
        keyed: start.keyed ?? UNKEYED,
        start: { title: start.title ?? '', body: start.body ?? '' },
        came: 0,
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
      const now = { ...draft, ...text };
      this._drafts.set(key, now);
      if (text.fresh === undefined) {
        this._box.put(PREFIX + key, keptOf(now));
        this._kept.add(PREFIX + key);
      }
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
    this._box.drop(PREFIX + key);
    this._kept.delete(PREFIX + key);
    if (this._drafts.delete(key)) {
      this._changed.emit();
    }
  }

  /** Another member is here: what the one before wrote is not theirs to see. */
  clear(): void {
    this._drafts.clear();
    this._kept.clear();
  }

  dispose(): void {
    this._drafts.clear();
    Signal.clearData(this);
  }

  /** What was written elsewhere, or on an earlier page; and what was sent there is closed here. */
  private _restore(): void {
    const kept = new Set(this._box.keys(PREFIX));
    for (const whole of kept) {
      const key = whole.slice(PREFIX.length);
      const found = draftIn(key, this._box.get(whole));
      const here = this._drafts.get(key);
      if (found !== null && (here === undefined || differs(found, here))) {
        this._drafts.set(key, { ...found, came: (here?.came ?? 0) + 1 });
      }
    }
    for (const key of this._kept) {
      if (
        !kept.has(key) &&
        this._drafts.get(key.slice(PREFIX.length))?.sending === false
      ) {
        this._drafts.delete(key.slice(PREFIX.length));
      }
    }
    this._kept = kept;
    this._changed.emit();
  }

  /** Those that stood among the member's drafts as far as is known here. */
  private _kept = new Set<string>();
  private readonly _drafts = new Map<string, Draft>();
  private readonly _changed = new Signal<this, void>(this);
}

/** What of a form outlives the page. */
function keptOf(draft: Draft): Typed {
  const { purpose, entry, kind, title, body, area, thread } = draft;
  return {
    ...{ purpose, entry, kind, title, body, area, thread },
    heads: [...draft.heads],
    keyed: { ...draft.keyed },
    start: { ...draft.start }
  };
}

const KEPT: Typed = {
  ...{
    purpose: '',
    entry: null,
    kind: '',
    title: '',
    body: '',
    area: null,
    thread: null
  },
  heads: [],
  keyed: { ...UNKEYED },
  start: { title: '', body: '' }
};

/** The form that was kept; null where another version of this program kept something else. */
function draftIn(key: string, found: Typed | undefined): Draft | null {
  if (found === undefined || !fits(found, KEPT)) {
    return null;
  }
  const kept = found as unknown as Omit<
    Draft,
    'key' | 'came' | 'fresh' | 'sending' | 'problem'
  >;
  return PURPOSES.includes(kept.purpose) && kept.kind in KIND_LABELS
    ? { ...kept, key, came: 0, fresh: false, sending: false, problem: null }
    : null;
}

function differs(one: Draft, other: Draft): boolean {
  return JSON.stringify(keptOf(one)) !== JSON.stringify(keptOf(other));
}
