/** The private question: its text is a draft, which goes only when it was sent. */

import type { Problem } from '../../api/problem';
import { failed } from '../../api/problem';
import type { Turn } from '../../api/wire/turn';
import type { DraftBox } from '../../ui/draftbox';
import type { Known } from './known';
import { KnownAnswer } from './known';

/** The key of its text among the drafts. */
export const QUESTION = 'question';

/** What became of sending it. */
export interface QuestionState {
  readonly sending: boolean;
  readonly problem: Problem | null;
}

/** What one wishes beside the question. */
export interface AskWish {
  readonly model?: string;
  readonly skill?: string;
}

const IDLE: QuestionState = { sending: false, problem: null };

export class PrivateQuestion {
  constructor(
    private readonly _box: DraftBox,
    private readonly _ask: (question: string, wish: AskWish) => Promise<Turn>,
    private readonly _changed: () => void,
    look: (question: string) => Promise<Known | null>
  ) {
    this.known = new KnownAnswer(look, _changed);
  }

  /** What answers it already. */
  readonly known: KnownAnswer;

  /** The model that is asked, other than the usual one, and the skill that it is asked with. */
  get wish(): AskWish {
    return Object.fromEntries(this._wish);
  }

  get state(): QuestionState {
    return this._state;
  }

  /** Wish it so from now on; null: the usual. */
  want(what: keyof AskWish, name: string | null): void {
    if (name === null) {
      this._wish.delete(what);
    } else {
      this._wish.set(what, name);
    }
    this._changed();
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
      await this._ask(question, this.wish);
    } catch (error) {
      const { problem } = failed(error);
      this._set({ sending: false, problem });
      return false;
    }
    this._box.drop(QUESTION);
    this._set(IDLE);
    return true;
  }

  /** What answers it already is taken: the text goes, and nobody is asked. */
  take(): Known | null {
    const { found } = this.known;
    if (found !== null) {
      this._box.drop(QUESTION);
      this._set(IDLE);
    }
    return found;
  }

  forget(): void {
    this._state = IDLE;
    this._wish.clear();
  }

  private _set(state: QuestionState): void {
    this._state = state;
    this._changed();
  }

  private readonly _wish = new Map<keyof AskWish, string>();
  private _state = IDLE;
}
