import type { TurnStatus } from '../../api/wire/turn';

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
  | { act: 'decide'; option: string | null; reason: string; title?: string };

export const COMPARISON_TYPE = 'application/vnd.commonground.comparison+json';

export interface Criterion {
  readonly name: string;
  readonly weight: number;
}

/** One prototype of an option: a turn's answer, or what a person wrote where `turn` is null. */
export interface Version {
  readonly id: string;
  readonly turn: string | null;
  readonly by: string;
  readonly at: number;
  readonly instruction: string;
  readonly status: TurnStatus;
  readonly problem: string | null;
}

export interface FileEntry {
  readonly path: string;
  readonly lines: number;
}

/** Where a file does not parse. */
export interface FileProblem {
  readonly path: string;
  readonly line: number | null;
  readonly message: string;
}

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

export interface Run {
  readonly version: string;
  readonly by: string;
  readonly at: number;
  /** Whether it speaks of an earlier version than the current one. */
  readonly stale: boolean;
  readonly result: RunResult;
}

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly sketch: string;
  readonly constraints: readonly string[];
  readonly by: string;
  readonly versions: readonly Version[];
  readonly current: string | null;
  /** Whether two people changed the same version at once: both are kept. */
  readonly forked: boolean;
  readonly files: readonly FileEntry[];
  readonly problems: readonly FileProblem[];
  readonly run: Run | null;
  readonly running: boolean;
  readonly saved: readonly { readonly folder: string; readonly version: string }[];
}

export interface Score {
  readonly option: string;
  readonly criterion: string;
  readonly by: string;
  readonly score: number;
  readonly why: string;
  /** Whether only its author knows it so far. */
  readonly sealed: boolean;
}

/** What a model gives; kept apart from what people give. */
export interface Judgement {
  readonly option: string;
  readonly criterion: string;
  readonly model: string;
  readonly score: number;
  readonly why: string;
}

export type Side = 'for' | 'against' | 'note';

export interface Argument {
  readonly id: string;
  readonly option: string | null;
  readonly criterion: string | null;
  readonly side: Side;
  readonly text: string;
  readonly by: string;
  readonly at: number;
}

export interface Column {
  readonly group: string;
  readonly name: string;
  readonly unit: string;
}

export type CellValue = string | number | boolean | null;

export interface Row {
  readonly option: string;
  readonly label: string;
  readonly name: string;
  readonly cells: readonly CellValue[];
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface Decision {
  readonly id: string;
  /** Null where none of the options was chosen. */
  readonly option: string | null;
  readonly entry: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export interface Phase {
  readonly name: string;
  readonly by: string;
  readonly ends: number | null;
}

export interface Comparison {
  readonly id: string;
  readonly goal: string;
  readonly by: string;
  readonly at: number;
  readonly area: string | null;
  readonly criteria: readonly Criterion[];
  readonly check: string;
  readonly benchmark: string | null;
  readonly phase: Phase;
  readonly phases: readonly string[];
  readonly secret: boolean;
  readonly revealed: boolean;
  readonly options: readonly Option[];
  readonly scores: readonly Score[];
  readonly judged: readonly Judgement[];
  readonly arguments: readonly Argument[];
  readonly totals: ReadonlyMap<string, number>;
  readonly table: Table;
  readonly decisions: readonly Decision[];
  readonly decided: string | null;
}

/** A version's whole text and its files. */
export interface OptionText {
  readonly option: string;
  readonly version: string;
  readonly text: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly problems: readonly FileProblem[];
  readonly notes: readonly string[];
}

/** One file of two options, as a unified diff. */
export interface FileDiff {
  readonly path: string;
  readonly status: 'same' | 'changed' | 'added' | 'removed';
  readonly diff: string;
}
