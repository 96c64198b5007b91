/** Times, amounts and excerpts in words. Pure: the caller brings the clock. */

import { trans } from '../core/trans';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "just now", "5 min ago", "3 h ago", "yesterday", "4 days ago", then the date. */
export function ago(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE) {
    return trans.__('just now');
  }
  if (past < HOUR) {
    return trans.__('%1 min ago', Math.floor(past / MINUTE));
  }
  if (past < DAY) {
    return trans.__('%1 h ago', Math.floor(past / HOUR));
  }
  if (past < 2 * DAY) {
    return trans.__('yesterday');
  }
  if (past < 14 * DAY) {
    return trans._n('%1 day ago', '%1 days ago', Math.floor(past / DAY));
  }
  return new Date(at).toLocaleDateString();
}

export function exactTime(at: number): string {
  return new Date(at).toLocaleString();
}

/** US dollars with enough digits to see small amounts; null where no rate is known. */
export function money(cost: number | null): string {
  if (cost === null) {
    return trans.__('no rate known');
  }
  if (cost === 0) {
    return '$0';
  }
  return `$${cost < 0.01 ? cost.toFixed(5) : cost.toFixed(3)}`;
}

/** "312 B", "4 kB", "1.2 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1000) {
    return trans.__('%1 B', bytes);
  }
  return bytes < 1_000_000
    ? trans.__('%1 kB', Math.round(bytes / 1000))
    : trans.__('%1 MB', (bytes / 1_000_000).toFixed(1));
}

export function duration(seconds: number | null): string {
  if (seconds === null) {
    return trans.__('not measured');
  }
  if (seconds < 60) {
    return trans.__('%1 s', seconds.toFixed(1));
  }
  return trans.__('%1 min %2 s', Math.floor(seconds / 60), Math.round(seconds % 60));
}

/** The text on one line, cut at a word near `length` characters. */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) {
    return line;
  }
  const cut = line.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}

/** The last part of a growing text, for a one-glance preview. */
export function tail(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `…${line.slice(-length)}`;
}

/** Whether a text has no Markdown in it, so that it needs no renderer. */
export function isPlain(text: string): boolean {
  return !/[*_`#[\]<>|~$\\&]|^\s*(?:[-+]|\d+[.)])\s|https?:\/\/|\n/m.test(text);
}

/** "Ada and Grace and Alan"; empty for nobody. */
export function listed(names: readonly string[]): string {
  return names.length === 0
    ? ''
    : names.reduce((before, name) => trans.__('%1 and %2', before, name));
}

/** Who else had a part in a text, beside its author; empty where nobody had. */
export function credited(
  editors: readonly string[],
  accepter: string,
  nameOf: (username: string) => string
): string {
  const parts: string[] = [];
  if (editors.length > 0) {
    parts.push(trans.__('edited by %1', listed(editors.map(nameOf))));
  }
  if (accepter !== '') {
    parts.push(trans.__('accepted by %1', nameOf(accepter)));
  }
  return parts.join(', ');
}

/** "1 entry", "3 entries" */
export function entriesCounted(count: number): string {
  return trans._n('%1 entry', '%1 entries', count);
}

/** "1 version", "3 versions" */
export function versionsCounted(count: number): string {
  return trans._n('%1 version', '%1 versions', count);
}

/** The model's name beside a badge that says "demo model" already. */
export function besideBadge(label: string, demo: boolean): string {
  const inner = /^demo model\s*\((.+)\)$/i.exec(label)?.[1];
  return demo && inner !== undefined ? inner : label;
}
