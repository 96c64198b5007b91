/** Comparisons as they are kept here, from answers; and what outputs and facts say of them. */

import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  isRecord,
  numberOrNull
} from '../../api/guards';
import type { ComparisonView, OptionView } from '../../api/wire/types';
import type { Comparison, Option, RunResult } from './wire';

/** The comparison that an output names; null where it names none. */
export function comparisonOf(bundle: unknown): string | null {
  if (!isRecord(bundle)) {
    return null;
  }
  const named = bundle['comparison'];
  const id = isRecord(named) ? named['id'] : (named ?? bundle['id']);
  return asTextOrNull(id);
}

export function readComparison(view: ComparisonView): Comparison {
  const { scoring, totals, options } = view;
  return {
    ...view,
    secret: scoring === 'secret',
    totals: new Map(Object.entries(totals)),
    options: options.map(optionOf)
  };
}

function optionOf(view: OptionView): Option {
  const result = view.run === null ? null : readResult(view.run.result);
  const run = view.run === null || result === null ? null : { ...view.run, result };
  return { ...view, run };
}

/** What a run came to, as its fact keeps it; a mistyped field becomes a harmless default. */
export function readResult(value: unknown): RunResult | null {
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
