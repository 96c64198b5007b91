/** What a card of the board is handed: the board around it, and what may be asked of that. */

import type { Person } from '../../api/wire/member';
import type { Fields, Move } from './sprint';
import type { Sprint, Task } from './wire';

/** What every card of a board may ask of it. */
export interface CardActions {
  readonly onMove: (move: Move | null, byKeys: boolean) => void;
  /** Save fields as they were seen; true if they were taken. */
  readonly onEdit: (
    task: Task,
    fields: Fields,
    seen: readonly string[]
  ) => Promise<boolean>;
  readonly onComment: (task: Task, text: string) => Promise<boolean>;
  /** Begin to estimate it together. */
  readonly onPoker: (task: Task) => void;
  /** Open one card, or close the one that is open and go back to it. */
  readonly onOpen: (task: Task, open: boolean) => void;
}

export interface CardProps {
  sprint: Sprint;
  shows: (task: Task) => boolean;
  hint: string;
  mayMove: boolean;
  mayComment: boolean;
  /** The card that is open, by id. */
  opened: string | null;
  person: (username: string) => Person;
  actions: CardActions;
}
