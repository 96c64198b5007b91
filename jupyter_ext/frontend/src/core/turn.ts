import type { Turn } from '../api/wire/turn';
import type { CallView } from '../api/wire/types';

const ENDED: ReadonlySet<Turn['status']> = new Set(['complete', 'partial', 'failed']);

export function hasEnded(turn: Turn): boolean {
  return ENDED.has(turn.status);
}

/**
 * The better of two reports of one turn. A turn that has ended never streams again, and a text that
 * is known is kept when a later report leaves it out; so are the calls of tools, and what the
 * model thought.
 */
export function newer(known: Turn | undefined, report: Turn): Turn {
  if (known === undefined) {
    return report;
  }
  if (hasEnded(known) && !hasEnded(report)) {
    return known;
  }
  const calls = report.calls ?? known.calls;
  const thinking = report.thinking ?? known.thinking;
  const kept = {
    ...report,
    ...(calls === undefined ? {} : { calls }),
    ...(thinking === undefined ? {} : { thinking })
  };
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

/** The turn with more of what its model thinks; null where something before it is missing. */
export function withThought(turn: Turn, at: number, text: string): Turn | null {
  const known = turn.thinking ?? '';
  return at > known.length ? null : { ...turn, thinking: known.slice(0, at) + text };
}

/** Newest first; ties are broken by id, so that every client agrees. */
export function newestFirst(turns: Iterable<Turn>): Turn[] {
  return [...turns].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}
