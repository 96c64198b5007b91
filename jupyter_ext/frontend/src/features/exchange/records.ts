/** A file of the open format as records, and the parts in which it is sent. */

import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';

export type ContextRecord = Readonly<Record<string, unknown>>;

const MOST_BYTES = 200_000;
const MOST_RECORDS = 200;
const KINDS = new Set([
  'context',
  'member',
  'setting',
  'entry',
  'resolution',
  'fact',
  'turn',
  'end'
]);

/** The text of a file, unpacked where it is compressed. */
export async function textOf(file: Blob, name: string): Promise<string> {
  if (!name.endsWith('.gz')) {
    return file.text();
  }
  const unpacked = file.stream().pipeThrough(new DecompressionStream('gzip'));
  try {
    return await new Response(unpacked).text();
  } catch {
    throw wrong(trans.__('The file is cut off or damaged.'));
  }
}

/** The records of a whole file. Throws a Problem that names the line. */
export function recordsOf(text: string): ContextRecord[] {
  const lines = text.split('\n');
  const first = lines.findIndex(line => line.trim() !== '');
  const head = first === -1 ? null : parsed(lines[first] ?? '');
  const found = isRecord(head) && 'record' in head ? ofLines(lines) : ofDocument(text);
  requireWhole(found);
  return found;
}

function ofLines(lines: readonly string[]): ContextRecord[] {
  const found: ContextRecord[] = [];
  lines.forEach((line, number) => {
    if (line.trim() === '') {
      return;
    }
    const record = parsed(line);
    if (!isRecord(record)) {
      throw wrong(trans.__('Line %1 is no record.', number + 1));
    }
    found.push(record);
  });
  return found;
}

function ofDocument(text: string): ContextRecord[] {
  const whole = parsed(text);
  const records = isRecord(whole) ? whole.records : null;
  if (!Array.isArray(records) || !records.every(isRecord)) {
    throw wrong(trans.__('This is no exported context.'));
  }
  return records;
}

function requireWhole(records: readonly ContextRecord[]): void {
  const context = records[0];
  if (
    context?.record !== 'context' ||
    context.format !== 'commonground-context' ||
    typeof context.version !== 'number'
  ) {
    throw wrong(trans.__('This is no exported context.'));
  }
  if (context.version > 1) {
    throw wrong(trans.__('A later version of Common Ground wrote this file.'));
  }
  const end = records[records.length - 1];
  if (end?.record !== 'end' || end.records !== records.length - 1) {
    throw wrong(trans.__('The file was cut off: its end is missing.'));
  }
}

/** The records with each entry in one: only what stands of it is proposed. */
export function wholeEntries(records: readonly ContextRecord[]): ContextRecord[] {
  const found: ContextRecord[] = [];
  for (const record of records) {
    const last = found[found.length - 1];
    const more = record.record === 'entry' && last?.record === 'entry';
    if (more && last.id === record.id) {
      found[found.length - 1] = {
        ...last,
        revisions: [...versionsOf(last), ...versionsOf(record)]
      };
    } else {
      found.push(record);
    }
  }
  return found;
}

function versionsOf(entry: ContextRecord): readonly unknown[] {
  return Array.isArray(entry.revisions) ? (entry.revisions as unknown[]) : [];
}

/** The records in parts, as the command line sends them; none that this version does not know. */
export function partsOf(records: readonly ContextRecord[]): ContextRecord[][] {
  const parts: ContextRecord[][] = [];
  let part: ContextRecord[] = [];
  let size = 0;
  for (const record of records) {
    if (!KINDS.has(String(record.record))) {
      continue;
    }
    const more = JSON.stringify(record).length;
    const last = part[part.length - 1];
    const apart =
      last?.record === 'fact' && record.record === 'fact' && last.room !== record.room;
    if (
      part.length > 0 &&
      (apart || size + more > MOST_BYTES || part.length >= MOST_RECORDS)
    ) {
      parts.push(part);
      part = [];
      size = 0;
    }
    part.push(record);
    size += more;
  }
  return part.length > 0 ? [...parts, part] : parts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is ContextRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(message: string): Problem {
  return new Problem(
    message,
    trans.__('Choose a file that was exported: .json, .jsonl or .jsonl.gz.')
  );
}
