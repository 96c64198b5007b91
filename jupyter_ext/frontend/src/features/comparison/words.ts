/** Figures and endings of a comparison in words. Pure. */

import { trans } from '../../core/trans';
import type { CellValue, RunResult } from './wire';

/** A cell as people read it. */
export function shown(value: CellValue | boolean, unit = ''): string {
  if (value === null) {
    return '–';
  }
  if (typeof value === 'boolean') {
    return value ? trans.__('yes') : trans.__('no');
  }
  if (typeof value !== 'number') {
    return value === '' ? '–' : value;
  }
  if (unit === 's') {
    return secondsShown(value);
  }
  const text = Number.isInteger(value)
    ? value.toLocaleString('en')
    : String(Number(value.toPrecision(3)));
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
  return { text: over ? trans.__('%1 over', clock) : trans.__('%1 left', clock), over };
}

/** How a run ended, in words. */
export function endingOf(result: RunResult): string {
  const failed = result.checks.filter(check => !check.ok).length;
  switch (result.ended) {
    case 'ok':
      return trans._n('The check passed', '%1 checks passed', result.checks.length);
    case 'failed':
      return trans.__('%1 of %2 checks failed', failed, result.checks.length);
    case 'time':
      return trans.__('Ended by the time limit');
    case 'memory':
      return trans.__('Ended by the memory limit');
    case 'output':
      return trans.__('Ended by the output limit');
    case 'processes':
      return trans.__('Ended by the limit on processes');
    case 'space':
      return trans.__('Ended by the limit on files');
    case 'refused':
      return trans.__('Not run');
    default:
      return trans.__('The process crashed');
  }
}
