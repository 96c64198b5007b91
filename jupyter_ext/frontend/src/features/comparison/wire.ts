/** Comparisons as the server answers them, and what is asked of one. */

import { CONSTANTS } from '../../api/wire/constants';
import type {
  ArgumentView,
  ComparisonView,
  CriterionView,
  DecisionView,
  FileDifference,
  JudgementView,
  OptionView,
  PhaseView,
  ProblemView,
  PrototypeAnswer,
  RunView,
  ScoreView,
  TableColumn,
  TableRow,
  TableView,
  VersionView
} from '../../api/wire/types';

/** What a member says of a comparison, by the common way of all commands. */
export type ComparisonCommand =
  | {
      command: 'compare_score';
      option: string;
      criterion: string;
      score: number;
      why?: string;
    }
  | {
      command: 'compare_argue';
      option?: string;
      criterion?: string;
      side: 'for' | 'against' | 'note';
      text: string;
    }
  | { command: 'compare_phase'; phase: string; minutes?: number }
  | { command: 'compare_reveal' };

/** What starts or ends something around a comparison: models, runs, files, the decision. */
export type ComparisonAct =
  /** `option` is an id or, for a new one, its name. */
  | { act: 'write'; option: string; text: string; sketch?: string }
  | { act: 'refine'; option: string; instruction: string }
  | { act: 'again' | 'stop' | 'insert'; option: string }
  | { act: 'run'; option?: string }
  | { act: 'judge' }
  | { act: 'save'; folder: string; option?: string; overwrite?: boolean }
  | Deciding;

/** How a comparison is ended. */
export interface Deciding {
  act: 'decide';
  option: string | null;
  reason: string;
  title?: string;
}

export const COMPARISON_TYPE = CONSTANTS.mime.comparison;

export type Criterion = CriterionView;
/** One prototype of an option: a turn's answer, or what a person wrote where `turn` is null. */
export type Version = VersionView;
/** Where a file does not parse. */
export type FileProblem = ProblemView;
/** `sealed`: only its author knows it so far. */
export type Score = ScoreView;
/** What a model gives; kept apart from what people give. */
export type Judgement = JudgementView;
export type Argument = ArgumentView;
export type Side = Argument['side'];
export type Column = TableColumn;
export type Row = TableRow;
export type CellValue = Row['cells'][number];
export type Table = TableView;
/** `option` is null where none of the options was chosen. */
export type Decision = DecisionView;
export type Phase = PhaseView;
/** A version's whole text and its files. */
export type OptionText = PrototypeAnswer;
/** One file of two options, as a unified diff. */
export type FileDiff = FileDifference;

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly message: string;
}

/** A limit of the sandbox, and whether it held on the server's system. */
export interface HeldLimit {
  readonly name: string;
  readonly held: boolean;
  readonly how: string;
}

export interface RunResult {
  readonly ok: boolean;
  readonly checks: readonly CheckResult[];
  readonly seconds: number;
  readonly benchmarkSeconds: number | null;
  readonly peakMemory: number;
  readonly output: string;
  readonly ended: string;
  readonly note: string;
  readonly limits: readonly HeldLimit[];
}

/** `stale`: it speaks of an earlier version than the current one. */
export type Run = Omit<RunView, 'result'> & { readonly result: RunResult };

/** `forked`: two people changed the same version at once, and both are kept. */
export type Option = Omit<OptionView, 'run'> & { readonly run: Run | null };

export type Comparison = Omit<ComparisonView, 'options' | 'scoring' | 'totals'> & {
  readonly options: readonly Option[];
  readonly secret: boolean;
  readonly totals: ReadonlyMap<string, number>;
};
