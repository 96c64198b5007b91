/** Guards that admit a comparison as the server sends it. A missing or mistyped field becomes a harmless default. */

import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord
} from '../../api/guards';
import type { TurnStatus } from '../../api/wire/turn';
import type {
  Argument,
  CellValue,
  Comparison,
  Criterion,
  Decision,
  FileDiff,
  FileProblem,
  Judgement,
  Option,
  OptionText,
  Run,
  RunResult,
  Score,
  Side,
  Table,
  Version
} from './wire';

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
