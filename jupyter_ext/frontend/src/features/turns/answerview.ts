/** What is drawn of an answer in a cell's output, whoever has it: the notebook, or the server. */

import type { Problem } from '../../api/problem';
import type { Person } from '../../api/wire/member';
import { initialsOf } from '../../api/wire/member';
import type { TurnBundle, TurnStatus } from '../../api/wire/turn';
import { trans } from '../../core/trans';

/** What is drawn: put together from the bundle, the server's turn and the text of either. */
export interface AnswerView {
  readonly status: TurnStatus | null;
  readonly asker: Person | null;
  readonly modelLabel: string | null;
  readonly demo: boolean;
  readonly text: string | null;
  readonly note: string | null;
  readonly problem: string | null;
}

export const NOTHING: AnswerView = {
  status: null,
  asker: null,
  modelLabel: null,
  demo: false,
  text: null,
  note: null,
  problem: null
};

/** Who asked, as the notebook has it. */
export function savedAsker(bundle: TurnBundle): Person | null {
  return bundle.asker === null
    ? null
    : {
        username: bundle.asker,
        display_name: bundle.asker,
        initials: initialsOf(bundle.asker),
        color: null
      };
}

/** Why there is no text yet, and that it comes. */
export function notLoaded(problem: Problem): string {
  return `${problem.message} ${problem.remedy} ${trans.__('The answer appears here once it can be loaded.')}`;
}
