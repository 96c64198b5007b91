/** What the server names in English, in the member's language: phases, groups, figures. Pure. */

import { trans } from '../../core/trans';
import type { Column } from './wire';

/** A phase's name as people read it. */
export function phaseName(phase: string): string {
  switch (phase) {
    case 'propose':
      return trans.__('propose');
    case 'prototype':
      return trans.__('prototype');
    case 'discuss':
      return trans.__('discuss');
    case 'decide':
      return trans.__('decide');
    default:
      return phase;
  }
}

/** How a group of figures is headed. */
export function groupName(group: string): string {
  switch (group) {
    case 'measured':
      return trans.__('measured');
    case 'judged by people':
      return trans.__('judged by people');
    case 'judged by the model':
      return trans.__('judged by the model');
    default:
      return group;
  }
}

/** How a figure is headed. Seconds are shown in the unit that fits them, so it names none. */
export function headingOf(column: Column): string {
  const name = column.group === 'measured' ? figureName(column.name) : sumName(column);
  return column.unit === '' || column.unit === 's'
    ? name
    : `${name} (${unitName(column.unit)})`;
}

function figureName(name: string): string {
  switch (name) {
    case 'checks passed':
      return trans.__('checks passed');
    case 'checks failed':
      return trans.__('checks failed');
    case 'ended':
      return trans.__('ended');
    case 'time':
      return trans.__('time');
    case 'benchmark':
      return trans.__('benchmark');
    case 'peak memory':
      return trans.__('peak memory');
    case 'lines':
      return trans.__('lines');
    case 'complexity':
      return trans.__('complexity');
    case 'dependencies':
      return trans.__('dependencies');
    case 'public':
      return trans.__('public');
    case 'files':
      return trans.__('files');
    default:
      return name;
  }
}

/** A criterion is called as the team calls it; only sums, which have a unit, are named by us. */
function sumName({ name, unit }: Column): string {
  switch (unit === '' ? '' : name) {
    case 'weighted':
      return trans.__('weighted');
    case 'weighted, as revealed':
      return trans.__('weighted, as revealed');
    case 'scored after the reveal':
      return trans.__('scored after the reveal');
    default:
      return name;
  }
}

function unitName(unit: string): string {
  switch (unit) {
    case 'of 5':
      return trans.__('of 5');
    case 'scores':
      return trans.__('scores');
    case 'calls':
      return trans.__('calls');
    default:
      return unit;
  }
}

/** A figure that is a word of ours, such as how a run ended. */
export function wordOf(column: Column, value: string): string {
  if (column.group !== 'measured' || !['ended', 'dependencies'].includes(column.name)) {
    return value;
  }
  switch (value) {
    case 'ok':
      return trans.__('ok');
    case 'failed':
      return trans.__('failed');
    case 'crashed':
      return trans.__('crashed');
    case 'time':
      return trans.__('time limit');
    case 'memory':
      return trans.__('memory limit');
    case 'none':
      return trans.__('none');
    default:
      return value;
  }
}
