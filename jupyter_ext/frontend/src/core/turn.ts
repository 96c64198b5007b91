import type { Turn } from '../api/wire/turn';

const ENDED: ReadonlySet<Turn['status']> = new Set(['complete', 'partial', 'failed']);

export function hasEnded(turn: Turn): boolean {
  return ENDED.has(turn.status);
}

/**
 * The better of two reports of one turn. A turn that has ended never streams again, and a text that
 * is known is kept when a later report leaves it out.
 */
export function newer(known: Turn | undefined, report: Turn): Turn {
  if (known === undefined) {
    return report;
  }
  if (hasEnded(known) && !hasEnded(report)) {
    return known;
  }
  return report.text === null && known.text !== null && hasEnded(known)
    ? { ...report, text: known.text }
    : report;
}

/** Newest first; ties are broken by id, so that every client agrees. */
export function newestFirst(turns: Iterable<Turn>): Turn[] {
  return [...turns].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}
