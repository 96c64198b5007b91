/** The handoff since the last visit as the server answers it. */

import type { HandoffAnswer, HandoffLine, SourceView } from '../../api/wire/types';

export type PartName = HandoffAnswer['parts'][number]['part'];

/** What a line rests on; `at` is 0 where another server logged it. */
export type Source = SourceView;

export type Line = Omit<HandoffLine, 'sources'> & {
  readonly sources: readonly Source[];
};

export interface Handoff {
  readonly since: number;
  readonly until: number;
  readonly news: number;
  /** Whether this visit has yet to be told. */
  readonly opens: boolean;
  readonly parts: Readonly<Record<PartName, readonly Line[]>>;
  /** How many items wait for somebody, also in lines that were not sent. */
  readonly waiting: number;
  /** How many lines of each part were not sent. */
  readonly left: Readonly<Record<PartName, number>>;
  /** The ids of handoffs that were written down meanwhile. */
  readonly written: readonly string[];
}

export function handoffOf(answer: HandoffAnswer): Handoff {
  const sources = new Map(answer.sources.map(source => [source.id, source]));
  const lines = (name: PartName): Line[] =>
    answer.parts
      .filter(({ part }) => part === name)
      .flatMap(part => part.lines.flatMap(line => lineOf(line, sources) ?? []));
  const left = (name: PartName): number =>
    answer.parts
      .filter(({ part }) => part === name)
      .reduce(
        (sum, { count = 0, lines: sent }) => sum + Math.max(0, count - sent.length),
        0
      );
  const { since, until, news, opens, open: waiting } = answer;
  return {
    since,
    until,
    news,
    opens,
    parts: {
      state: lines('state'),
      actions: lines('actions'),
      awareness: lines('awareness'),
      contingencies: lines('contingencies'),
      acknowledgement: lines('acknowledgement')
    },
    waiting,
    left: {
      state: left('state'),
      actions: left('actions'),
      awareness: left('awareness'),
      contingencies: left('contingencies'),
      acknowledgement: left('acknowledgement')
    },
    written: answer.written.map(({ id }) => id)
  };
}

/** A line; null where it names no source, for then nobody could check it. */
function lineOf(wire: HandoffLine, known: ReadonlyMap<string, Source>): Line | null {
  const sources = wire.sources.flatMap(id => known.get(id) ?? []);
  return sources.length === 0 ? null : { ...wire, sources };
}
