/**
 * A comparison of designs as the server tells of it: its types, and the guards that admit them. The
 * shape is written down in `core/comparison.py`. Refuses to trust it: what can't be read is left out.
 */

import type { TurnStatus } from './wire';
import { asList, asNumber, asText, asTextOrNull, asTexts, isRecord } from './wire';

export const COMPARISON_TYPE = 'application/vnd.commonground.comparison+json';
/** How the id of a comparison begins. */
export const COMPARISON_PREFIX = 'k_';
export const SCORES = [1, 2, 3, 4, 5] as const;

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

// What is read out of a comparison

/** An option's answer as it is drawn: each file's path above its block, which is then coloured. */
export function withPathsAbove(markdown: string): string {
  return markdown.replace(
    /^(`{3,}|~{3,})([\w+-]+)[ \t]+([\w./-]+)[ \t]*$/gm,
    (_, fence: string, language: string, path: string) =>
      `\n**${path}**\n\n${fence}${language}`
  );
}

export function versionOf(option: Option, id: string | null): Version | null {
  return option.versions.find(version => version.id === id) ?? null;
}

/** The version that is shown: the current one. */
export function currentVersion(option: Option): Version | null {
  return versionOf(option, option.current) ?? option.versions.at(-1) ?? null;
}

/** Whether an option goes by this name or letter, whatever its case. */
export function isTaken(options: readonly Option[], name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return options.some(option =>
    [option.id, option.label, option.name].some(one => one.toLowerCase() === wanted)
  );
}

/** The score that a person gave; null where they gave none. */
export function scoreBy(
  comparison: Comparison,
  by: string,
  option: string,
  criterion: string
): Score | null {
  return (
    comparison.scores.find(
      score =>
        score.by === by && score.option === option && score.criterion === criterion
    ) ?? null
  );
}

/** Whether somebody's scores are still hidden from everybody else. */
export function hidden(comparison: Comparison): boolean {
  return comparison.secret && !comparison.revealed;
}

/** What people gave, for everybody to see, and their mean; null where nobody did. */
export function spread(
  comparison: Comparison,
  option: string,
  criterion: string
): { readonly mean: number; readonly scores: readonly Score[] } | null {
  const scores = comparison.scores.filter(
    score => score.option === option && score.criterion === criterion && !score.sealed
  );
  if (scores.length === 0) {
    return null;
  }
  const sum = scores.reduce((total, score) => total + score.score, 0);
  return { mean: sum / scores.length, scores };
}

export interface Sorting {
  /** Index into the table's columns; -1: by label. */
  readonly column: number;
  readonly descending: boolean;
}

export const BY_LABEL: Sorting = { column: -1, descending: false };

/** The same column again turns the order round; another one begins with the smallest. */
export function resorted(sorting: Sorting, column: number): Sorting {
  return sorting.column === column
    ? { column, descending: !sorting.descending }
    : { column, descending: false };
}

/** Rows in order; what is not known stands last, whichever way. */
export function sortedRows(table: Table, sorting: Sorting): Row[] {
  const value = (row: Row): CellValue =>
    sorting.column < 0 ? row.label : (row.cells[sorting.column] ?? null);
  const sign = sorting.descending ? -1 : 1;
  return [...table.rows].sort((one, other) => {
    const a = value(one);
    const b = value(other);
    if (a === null || b === null) {
      return a === b ? 0 : a === null ? 1 : -1;
    }
    const order =
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : String(a).localeCompare(String(b), undefined, { numeric: true });
    return sign * order || one.label.localeCompare(other.label);
  });
}

/** Runs of neighbouring columns of one group, for a heading that spans them. */
export function groupsOf(
  columns: readonly Column[]
): { readonly group: string; readonly span: number; readonly first: number }[] {
  const groups: { group: string; span: number; first: number }[] = [];
  columns.forEach((column, at) => {
    const last = groups.at(-1);
    if (last?.group === column.group) {
      last.span += 1;
    } else {
      groups.push({ group: column.group, span: 1, first: at });
    }
  });
  return groups;
}

/** A figure's part of the largest in its column, for a bar; null where a bar says nothing. */
export function partOf(table: Table, column: number, value: CellValue): number | null {
  const figures = table.rows
    .map(row => row.cells[column])
    .filter(cell => typeof cell === 'number');
  const largest = Math.max(...figures);
  const drawn = figures.length > 1 && largest > 0 && Math.min(...figures) >= 0;
  return drawn && typeof value === 'number' ? value / largest : null;
}

/** A cell as people read it. */
export function shown(value: CellValue, unit = ''): string {
  if (value === null) {
    return '–';
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value !== 'number') {
    return value === '' ? '–' : value;
  }
  if (unit === 's') {
    return secondsShown(value);
  }
  const text = Number.isInteger(value)
    ? value.toLocaleString('en')
    : value.toPrecision(3);
  return unit === '' ? text : `${text} ${unit}`;
}

/** Seconds with three digits, in the unit that fits them. */
export function secondsShown(seconds: number): string {
  if (seconds === 0) {
    return '0 s';
  }
  for (const [factor, unit] of [
    [1, 's'],
    [1e3, 'ms'],
    [1e6, 'µs']
  ] as const) {
    if (seconds * factor >= 1) {
      return `${Number((seconds * factor).toPrecision(3))} ${unit}`;
    }
  }
  return `${Number((seconds * 1e9).toPrecision(3))} ns`;
}

export function bytesShown(bytes: number): string {
  return bytes < 1e6
    ? `${Math.ceil(bytes / 1000)} kB`
    : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** "4:05 left", or by how much the time is over; minutes and seconds. */
export function timeLeft(ends: number, now: number): { text: string; over: boolean } {
  const over = now > ends;
  const whole = Math.floor(Math.abs(ends - now) / 1000);
  const clock = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return { text: over ? `${clock} over` : `${clock} left`, over };
}

/** How a run ended, in words. */
export function endingOf(result: RunResult): string {
  const failed = result.checks.filter(check => !check.ok).length;
  switch (result.ended) {
    case 'ok':
      return result.checks.length === 1
        ? 'The check passed'
        : `${result.checks.length} checks passed`;
    case 'failed':
      return `${failed} of ${result.checks.length} checks failed`;
    case 'time':
      return 'Ended by the time limit';
    case 'memory':
      return 'Ended by the memory limit';
    case 'output':
      return 'Ended by the output limit';
    case 'processes':
      return 'Ended by the limit on processes';
    case 'space':
      return 'Ended by the limit on files';
    case 'refused':
      return 'Not run';
    default:
      return 'The process crashed';
  }
}

export interface DiffLine {
  readonly change: 'same' | 'gone' | 'new' | 'place';
  readonly text: string;
}

/** The lines of a unified diff without its file headings. */
export function diffLines(diff: string): DiffLine[] {
  const lines = diff.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const begin = lines.findIndex(line => line.startsWith('@@'));
  return lines.slice(Math.max(0, begin)).map(line => {
    switch (line[0]) {
      case '@':
        return { change: 'place', text: line };
      case '-':
        return { change: 'gone', text: line.slice(1) };
      case '+':
        return { change: 'new', text: line.slice(1) };
      default:
        return { change: 'same', text: line.slice(1) };
    }
  });
}
