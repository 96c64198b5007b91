/**
 * Messages and lines that people are writing. They live here, outside the components, so that no
 * error, redraw or tab change loses a word.
 */

import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Command } from '../../api/wire/command';
import type { Lines } from '../../core/lines';
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

export class Letters implements Lines {
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
    }
  }

  discard(): void {
    this._letter = null;
    this._changed.emit();
  }

  /** What is being written below the message or thread of that id. */
  line(id: string): string {
    return this._lines.get(id) ?? '';
  }

  writeLine(id: string, text: string): void {
    this._lines.set(id, text);
  }

  clear(): void {
    this._letter = null;
    this._lines.clear();
  }

  dispose(): void {
    this.clear();
    Signal.clearData(this);
  }

  private _letter: Letter | null = null;
  private _opened = 0;
  private readonly _lines = new Map<string, string>();
  private readonly _changed = new Signal<this, void>(this);
}
