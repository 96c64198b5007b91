/** What the board of a comparison is drawn from, and what can be done on it. */

import type { Loadable } from '../../api/problem';
import type { Member } from '../../api/wire/member';
import type { Turn } from '../../api/wire/turn';
import type { RecordAnswer } from '../../api/wire/types';
import type { Entry } from '../../core/entry';
import type {
  Comparison,
  ComparisonAct,
  ComparisonCommand,
  Deciding,
  FileDiff,
  OptionText
} from './wire';

export interface BoardActions {
  act(act: ComparisonAct): Promise<void>;
  say(command: ComparisonCommand): Promise<void>;
  /** The decision record that this would write. */
  record(act: Deciding): Promise<RecordAnswer>;
  diff(from: string, to: string): Promise<readonly FileDiff[]>;
  table(format: 'csv' | 'md'): Promise<string>;
  /** All of it with its minutes, as one file of HTML. */
  page(): Promise<string>;
  copy(text: string): void;
  /** Whether there is a notebook to put code into. */
  readonly canInsert: boolean;
  insert(files: OptionText['files']): void;
}

export interface BoardProps {
  readonly comparison: Comparison;
  readonly user: Member | null;
  readonly contribute: boolean;
  /** Why the person may only read; null where they may write. */
  readonly reason: string | null;
  /** Whether what others do does not reach this browser just now. */
  readonly offline: boolean;
  turnOf(id: string): Turn | null;
  textOf(option: string, version: string): Loadable<OptionText>;
  mayStop(turn: string): boolean;
  entryOf(id: string): Entry | null;
  readonly actions: BoardActions;
}
