/**
 * The message that is being written, and those that were begun before it: drafts, so that neither an
 * error, nor a new page, nor another message loses a word.
 */

import { JSONExt, UUID } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Command } from '../../api/wire/command';
import type { DraftBox, Typed } from '../../ui/draftbox';
import { fits, typedIn } from '../../ui/draftbox';
import type { MessageKind } from './wire';

/** A new message as its form holds it. `due` is what the browser's field for times holds. */
export interface Letter {
  readonly kind: MessageKind;
  readonly to: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly due: string;
  /** The question to the model that it comes from. */
  readonly turn: string | null;
  readonly schema: string;
  readonly interface: string;
  readonly examples: string;
  /** One a line. */
  readonly files: string;
  readonly left: string;
}

export const BLANK: Letter = {
  kind: 'query',
  to: [],
  title: '',
  body: '',
  due: '',
  turn: null,
  schema: '',
  interface: '',
  examples: '',
  files: '',
  left: ''
};

/** The command that a letter becomes. */
export function letterCommand(letter: Letter): Command {
  const due = letter.due === '' ? NaN : new Date(letter.due).getTime();
  const said = {
    to: [...letter.to],
    title: letter.title.trim(),
    body: letter.body,
    due: Number.isNaN(due) ? null : due,
    turn: letter.turn
  };
  switch (letter.kind) {
    case 'announcement':
      return { command: 'announce', ...said };
    case 'query':
      return { command: 'query', ...said };
    case 'handoff':
      return {
        command: 'handoff',
        ...said,
        schema: letter.schema,
        interface: letter.interface,
        examples: letter.examples,
        files: letter.files
          .split('\n')
          .map(name => name.trim())
          .filter(name => name !== ''),
        left: letter.left
      };
  }
}

/** Whether it says enough to be sent: to whom, what, and for a handoff what is left. */
export function isSendable(letter: Letter): boolean {
  return (
    letter.to.length > 0 &&
    letter.title.trim() !== '' &&
    (letter.kind !== 'handoff' || letter.left.trim() !== '')
  );
}

/** The key of the new message among the drafts. */
const DRAFT = 'letter';
/** How the keys of those begin that were put aside for another one. */
const ASIDE = 'letter aside ';

/** A message that was begun, and put aside for another one. */
export interface Begun {
  readonly key: string;
  readonly letter: Letter;
}

export class Letters {
  constructor(private readonly _box: DraftBox) {
    this._box.came.connect(this._restore, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The new message that is being written; null while there is none. */
  get letter(): Letter | null {
    return this._letter;
  }

  /** How often one was opened: a form draws anew what it is opened with. */
  get opened(): number {
    return this._opened;
  }

  /** Those that were begun and put aside. */
  get begun(): readonly Begun[] {
    return this._box.keys(ASIDE).flatMap(key => {
      const letter = letterIn(this._box.get(key));
      return letter === null ? [] : [{ key, letter }];
    });
  }

  /** Open a form; what was typed into one that is open is put aside, unless it began the same way. */
  open(start: Partial<Letter>): void {
    const wanted: Letter = { ...BLANK, ...start };
    const same = this._letter !== null && JSONExt.deepEqual(typed(wanted), this._start);
    const blank = JSONExt.deepEqual(typed(wanted), typed(BLANK));
    if (this._letter === null || !(same || blank)) {
      this._putAside();
      this._show(wanted);
    }
    this._changed.emit();
  }

  /** Go on with one that was put aside; the one that is open takes its place. */
  goOn({ key, letter }: Begun): void {
    this._putAside();
    this._box.drop(key);
    this._show(letter);
    this.write({});
    this._changed.emit();
  }

  /** Give up one that was put aside. */
  throwAway({ key }: Begun): void {
    this._box.drop(key);
    this._changed.emit();
  }

  /** Remember what was typed. Silent: the form shows it already. */
  write(text: Partial<Letter>): void {
    if (this._letter !== null) {
      this._letter = { ...this._letter, ...text };
      this._box.put(DRAFT, { ...this._letter });
      this._written = true;
    }
  }

  discard(): void {
    this._letter = null;
    this._box.drop(DRAFT);
    this._written = false;
    this._changed.emit();
  }

  /** Another member is here: what the one before wrote is not theirs to see. */
  clear(): void {
    this._letter = null;
    this._written = false;
  }

  dispose(): void {
    this.clear();
    Signal.clearData(this);
  }

  /** What was written elsewhere, or on an earlier page. */
  private _restore(): void {
    const found = letterIn(this._box.get(DRAFT));
    if (found !== null) {
      if (!JSONExt.deepEqual(typed(found), typed(this._letter))) {
        this._show(found);
      }
    } else if (this._letter !== null && this._written) {
      this._letter = null; // it was sent elsewhere
    }
    this._written = found !== null;
    this._changed.emit();
  }

  private _show(letter: Letter): void {
    this._letter = letter;
    this._start = typed(letter);
    this._opened += 1;
  }

  private _putAside(): void {
    if (this._written && this._letter !== null && typedIn(this._letter, BLANK) > 0) {
      this._box.put(ASIDE + UUID.uuid4(), typed(this._letter));
    }
    this._box.drop(DRAFT);
    this._written = false;
  }

  private _letter: Letter | null = null;
  /** What the form began with. */
  private _start: Typed = null;
  private _opened = 0;
  /** Whether what is written stands among the drafts. */
  private _written = false;
  private readonly _changed = new Signal<this, void>(this);
}

function typed(letter: Letter | null): Typed {
  return letter === null ? null : { ...letter };
}

/** The message that was kept; null where another version of this program kept something else. */
function letterIn(found: Typed | undefined): Letter | null {
  return found !== undefined && fits(found, { ...BLANK })
    ? (found as unknown as Letter)
    : null;
}
