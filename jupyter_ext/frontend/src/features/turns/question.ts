/** The private question that is being written: kept while it is typed, emptied only when it was sent. */

import type { Problem } from '../../api/problem';
import { failed } from '../../api/problem';
import type { Turn } from '../../api/wire/turn';

/** A question as it is written, and what became of sending it. */
export interface QuestionState {
  readonly question: string;
  readonly sending: boolean;
  readonly problem: Problem | null;
}

const EMPTY: QuestionState = { question: '', sending: false, problem: null };

export class PrivateQuestion {
  constructor(
    private readonly _ask: (question: string) => Promise<Turn>,
    private readonly _changed: () => void
  ) {}

  get state(): QuestionState {
    return this._state;
  }

  /** How often a text was set from outside: the field is drawn anew with it. */
  get opened(): number {
    return this._opened;
  }

  /** Remember what was typed. Silent: the field shows it already. */
  write(question: string): void {
    this._state = { ...this._state, question };
  }

  /** Put a question into the field. */
  open(question: string): void {
    this._opened += 1;
    this._state = { ...EMPTY, question };
    this._changed();
  }

  /** Ask; true if it was sent. On an error the text stays and the state says why. */
  async send(): Promise<boolean> {
    const question = this._state.question.trim();
    if (this._state.sending || question === '') {
      return false;
    }
    this._set({ ...this._state, sending: true, problem: null });
    try {
      await this._ask(question);
    } catch (error) {
      const { problem } = failed(error);
      this._set({ ...this._state, sending: false, problem });
      return false;
    }
    this._set(EMPTY);
    return true;
  }

  forget(): void {
    this._state = EMPTY;
  }

  private _set(state: QuestionState): void {
    this._state = state;
    this._changed();
  }

  private _state = EMPTY;
  private _opened = 0;
}
