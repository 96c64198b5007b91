/** A comparison of designs as the server sends it, and what may be sent about one. A missing or mistyped field becomes a harmless default. */

import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord
} from '../../api/guards';
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

const STATUSES: readonly TurnStatus[] = ['streaming', 'complete', 'partial', 'failed'];

const SIDES: readonly Side[] = ['for', 'against', 'note'];

const DIFFS: readonly FileDiff['status'][] = ['same', 'changed', 'added', 'removed'];

/** The comparison that an output names; null where it names none. */
export function comparisonOf(bundle: unknown): string | null {
  if (!isRecord(bundle)) {
    return null;
  }
  const named = bundle['comparison'];
  const id = isRecord(named) ? named['id'] : (named ?? bundle['id']);
  return asTextOrNull(id);
}

export function parseComparison(value: unknown): Comparison | null {
  if (!isRecord(value) || asText(value['id']) === '') {
    return null;
  }
  const phase = isRecord(value['phase']) ? value['phase'] : {};
  const totals = isRecord(value['totals']) ? Object.entries(value['totals']) : [];
  return {
    id: asText(value['id']),
    goal: asText(value['goal']),
    by: asText(value['by']),
    at: asNumber(value['at']),
    area: asTextOrNull(value['area']),
    criteria: asList(value['criteria'], parseCriterion),
    check: asText(value['check']),
    benchmark: asTextOrNull(value['benchmark']),
    phase: {
      name: asText(phase['name']),
      by: asText(phase['by']),
      ends: numberOrNull(phase['ends'])
    },
    phases: asTexts(value['phases']),
    secret: value['scoring'] === 'secret',
    revealed: value['revealed'] === true,
    options: asList(value['options'], parseOption),
    scores: asList(value['scores'], parseScore),
    judged: asList(value['judged'], parseJudgement),
    arguments: asList(value['arguments'], parseArgument),
    totals: new Map(
      totals.flatMap(([option, total]) =>
        numberOrNull(total) === null ? [] : [[option, asNumber(total)] as const]
      )
    ),
    table: parseTable(value['table']),
    decisions: asList(value['decisions'], parseDecision),
    decided: asTextOrNull(value['decided'])
  };
}

export function parseOptionText(value: unknown): OptionText | null {
  if (!isRecord(value)) {
    return null;
  }
  return {
    option: asText(value['option']),
    version: asText(value['version']),
    text: asText(value['text']),
    files: asList(value['files'], file =>
      isRecord(file) && asText(file['path']) !== ''
        ? { path: asText(file['path']), text: asText(file['text']) }
        : null
    ),
    problems: asList(value['problems'], parseProblem),
    notes: asTexts(value['notes'])
  };
}

export function parseDiff(value: unknown): FileDiff[] {
  return asList(value, file =>
    isRecord(file) && asText(file['path']) !== ''
      ? {
          path: asText(file['path']),
          status: DIFFS.find(known => known === file['status']) ?? 'changed',
          diff: asText(file['diff'])
        }
      : null
  );
}

export function parseResult(value: unknown): RunResult | null {
  if (!isRecord(value)) {
    return null;
  }
  return {
    ok: value['ok'] === true,
    checks: asList(value['checks'], check =>
      isRecord(check)
        ? {
            name: asText(check['name']),
            ok: check['ok'] === true,
            message: asText(check['message'])
          }
        : null
    ),
    seconds: asNumber(value['seconds']),
    benchmarkSeconds: numberOrNull(value['benchmark_seconds']),
    peakMemory: asNumber(value['peak_memory_bytes']),
    output: asText(value['output']),
    ended: asText(value['ended']),
    note: asText(value['note']),
    limits: asList(value['limits_held'], limit =>
      isRecord(limit)
        ? {
            name: asText(limit['name']),
            held: limit['held'] === true,
            how: asText(limit['how'])
          }
        : null
    )
  };
}

function parseCriterion(value: unknown): Criterion | null {
  return isRecord(value) && asText(value['name']) !== ''
    ? { name: asText(value['name']), weight: asNumber(value['weight'], 1) }
    : null;
}

function parseOption(value: unknown): Option | null {
  if (!isRecord(value) || asText(value['id']) === '') {
    return null;
  }
  return {
    id: asText(value['id']),
    label: asText(value['label']),
    name: asText(value['name']),
    sketch: asText(value['sketch']),
    constraints: asTexts(value['constraints']),
    by: asText(value['by']),
    versions: asList(value['versions'], parseVersion),
    current: asTextOrNull(value['current']),
    forked: value['forked'] === true,
    files: asList(value['files'], file =>
      isRecord(file) && asText(file['path']) !== ''
        ? { path: asText(file['path']), lines: asNumber(file['lines']) }
        : null
    ),
    problems: asList(value['problems'], parseProblem),
    run: parseRun(value['run']),
    running: value['running'] === true,
    saved: asList(value['saved'], saved =>
      isRecord(saved)
        ? { folder: asText(saved['folder']), version: asText(saved['version']) }
        : null
    )
  };
}

function parseVersion(value: unknown): Version | null {
  if (!isRecord(value) || asText(value['id']) === '') {
    return null;
  }
  return {
    id: asText(value['id']),
    turn: asTextOrNull(value['turn']),
    by: asText(value['by']),
    at: asNumber(value['at']),
    instruction: asText(value['instruction']),
    status: STATUSES.find(known => known === value['status']) ?? 'complete',
    problem: asTextOrNull(value['problem'])
  };
}

function parseProblem(value: unknown): FileProblem | null {
  return isRecord(value)
    ? {
        path: asText(value['path']),
        line: numberOrNull(value['line']),
        message: asText(value['message'])
      }
    : null;
}

function parseRun(value: unknown): Run | null {
  const result = isRecord(value) ? parseResult(value['result']) : null;
  return !isRecord(value) || result === null
    ? null
    : {
        version: asText(value['version']),
        by: asText(value['by']),
        at: asNumber(value['at']),
        stale: value['stale'] === true,
        result
      };
}

function parseScore(value: unknown): Score | null {
  return isRecord(value)
    ? {
        option: asText(value['option']),
        criterion: asText(value['criterion']),
        by: asText(value['by']),
        score: asNumber(value['score']),
        why: asText(value['why']),
        sealed: value['sealed'] === true
      }
    : null;
}

function parseJudgement(value: unknown): Judgement | null {
  return isRecord(value)
    ? {
        option: asText(value['option']),
        criterion: asText(value['criterion']),
        model: asText(value['model']),
        score: asNumber(value['score']),
        why: asText(value['why'])
      }
    : null;
}

function parseArgument(value: unknown): Argument | null {
  return isRecord(value) && asText(value['text']) !== ''
    ? {
        id: asText(value['id']),
        option: asTextOrNull(value['option']),
        criterion: asTextOrNull(value['criterion']),
        side: SIDES.find(known => known === value['side']) ?? 'note',
        text: asText(value['text']),
        by: asText(value['by']),
        at: asNumber(value['at'])
      }
    : null;
}

function parseDecision(value: unknown): Decision | null {
  return isRecord(value)
    ? {
        id: asText(value['id']),
        option: asTextOrNull(value['option']),
        entry: asText(value['entry']),
        reason: asText(value['reason']),
        by: asText(value['by']),
        at: asNumber(value['at'])
      }
    : null;
}

function parseTable(value: unknown): Table {
  const table = isRecord(value) ? value : {};
  return {
    columns: asList(table['columns'], column =>
      isRecord(column)
        ? {
            group: asText(column['group']),
            name: asText(column['name']),
            unit: asText(column['unit'])
          }
        : null
    ),
    rows: asList(table['rows'], row =>
      isRecord(row)
        ? {
            option: asText(row['option']),
            label: asText(row['label']),
            name: asText(row['name']),
            cells: Array.isArray(row['cells']) ? row['cells'].map(cellOf) : []
          }
        : null
    )
  };
}

function cellOf(value: unknown): CellValue {
  if (Array.isArray(value)) {
    return value.map(String).join(', ');
  }
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as CellValue)
    : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
