/** A private question that is being written. */

import type { Problem } from '../../api/problem';

/** The question being written in the private panel, and what became of sending it. */
export interface AskState {
  readonly question: string;
  readonly sending: boolean;
  readonly problem: Problem | null;
}
