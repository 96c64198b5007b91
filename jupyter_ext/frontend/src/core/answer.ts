/** The text of an answer as far as it is known, and the list of turns. */

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
