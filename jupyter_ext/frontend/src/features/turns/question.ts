/** The private question: its text is a draft, which goes only when it was sent. */

import type { Problem } from '../../api/problem';
import { failed } from '../../api/problem';
import type { Turn } from '../../api/wire/turn';
import type { DraftBox } from '../../ui/draftbox';

/** The key of its text among the drafts. */
export const QUESTION = 'question';

/** What became of sending it. */
export interface QuestionState {
  readonly sending: boolean;
  readonly problem: Problem | null;
}

const IDLE: QuestionState = { sending: false, problem: null };

export class PrivateQuestion {
  constructor(
    private readonly _box: DraftBox,
    private readonly _ask: (question: string, model: string | null) => Promise<Turn>,
    private readonly _changed: () => void
  ) {}

  /** The model that is asked; null for the usual one. */
  model: string | null = null;

  get state(): QuestionState {
    return this._state;
  }

  /** Put a question into the field. */
  open(question: string): void {
    this._box.put(QUESTION, question);
    this._set(IDLE);
  }

  /** Ask; true if it was sent. On an error the text stays and the state says why. */
  async send(): Promise<boolean> {
    const question = this._box.text(QUESTION).trim();
    if (this._state.sending || question === '') {
      return false;
    }
    this._set({ sending: true, problem: null });
    try {
      await this._ask(question, this.model);
    } catch (error) {
      const { problem } = failed(error);
      this._set({ sending: false, problem });
      return false;
    }
    this._box.drop(QUESTION);
    this._set(IDLE);
    return true;
  }

  forget(): void {
    this._state = IDLE;
    this.model = null;
  }

  private _set(state: QuestionState): void {
    this._state = state;
    this._changed();
  }

  private _state = IDLE;
}
