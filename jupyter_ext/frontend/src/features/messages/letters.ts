/** The message that is being written: a draft, so that neither an error nor a new page loses a word. */

import { JSONExt } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Command } from '../../api/wire/command';
import type { DraftBox, Typed } from '../../ui/draftbox';
import { fits } from '../../ui/draftbox';
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

  open(start: Partial<Letter>): void {
    this._letter = { ...BLANK, ...start };
    this._opened += 1;
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
    const found = this._box.get(DRAFT);
    if (found !== undefined && fits(found, { ...BLANK })) {
      if (!JSONExt.deepEqual(found, this._letter as Typed)) {
        this.open(found as unknown as Letter);
      }
    } else if (this._letter !== null && this._written) {
      this._letter = null; // it was sent elsewhere
      this._changed.emit();
    }
    this._written = found !== undefined;
  }

  private _letter: Letter | null = null;
  private _opened = 0;
  /** Whether what is written stands among the drafts. */
  private _written = false;
  private readonly _changed = new Signal<this, void>(this);
}
