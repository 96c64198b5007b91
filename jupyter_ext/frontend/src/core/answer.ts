/** The text of an answer as far as it is known, and the list of turns. */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Problem } from '../api/problem';
import type { Turn } from '../api/wire/turn';

/** The text of one answer as far as it is known here. */
export type Answer =
  | { readonly tag: 'pending' }
  | { readonly tag: 'ready'; readonly text: string; readonly live: boolean }
  | { readonly tag: 'error'; readonly problem: Problem };

/** Turns that are known here, newest first. */
export interface TurnList {
  readonly turns: readonly Turn[];
  /** Whether the server has older ones. */
  readonly more: boolean;
  readonly loadingMore: boolean;
  /** Why older ones could not be loaded. */
  readonly problem: Problem | null;
}

/** Turns and their answers, live, as whatever draws one needs them. */
export interface Answers {
  /** A turn began, grew or ended; the argument is its id. */
  readonly turnChanged: ISignal<unknown, string>;
  turn(id: string): Turn | null;
  answer(id: string): Answer;
  /** Keep a turn's answer loaded and up to date until the result is disposed. */
  watch(id: string): IDisposable;
  /** Whether this turn's model is the built-in demonstration model. */
  isDemo(turn: Turn): boolean;
}
