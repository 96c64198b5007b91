import type { Turn } from '../api/wire/turn';
import type { CallView } from '../api/wire/types';

const ENDED: ReadonlySet<Turn['status']> = new Set(['complete', 'partial', 'failed']);

export function hasEnded(turn: Turn): boolean {
  return ENDED.has(turn.status);
}

/**
 * The better of two reports of one turn. A turn that has ended never streams again, and a text that
 * is known is kept when a later report leaves it out; so are the calls of tools.
 */
export function newer(known: Turn | undefined, report: Turn): Turn {
  if (known === undefined) {
    return report;
  }
  if (hasEnded(known) && !hasEnded(report)) {
    return known;
  }
  const calls = report.calls ?? known.calls;
  const kept = calls === undefined ? report : { ...report, calls };
  return report.text === null && known.text !== null && hasEnded(known)
    ? { ...kept, text: known.text }
    : kept;
}

/** The turn with that call as it is now: in its place, or as the last one. */
export function withCall(turn: Turn, call: CallView): Turn {
  const calls = turn.calls ?? [];
  const known = calls.some(({ id }) => id === call.id);
  return {
    ...turn,
    calls: known
      ? calls.map(one => (one.id === call.id ? call : one))
      : [...calls, call]
  };
}

/** Newest first; ties are broken by id, so that every client agrees. */
export function newestFirst(turns: Iterable<Turn>): Turn[] {
  return [...turns].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}
