/** The handoff since the last visit as the server sends it. A missing or mistyped field becomes a harmless default. */

import {
  asList,
  asNumber,
  asText,
  asTextOrNull,
  asTexts,
  isRecord
} from '../../api/guards';

export type PartName =
  'state' | 'actions' | 'awareness' | 'contingencies' | 'acknowledgement';

/** What a line rests on; `at` is 0 where another server logged it. */
export interface Source {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly did: string;
}

export interface Line {
  readonly lead: string;
  readonly text: string;
  readonly detail: string;
  /** How a model put it, where one did. */
  readonly phrase: string | null;
  /** The entry or thing that it is about. */
  readonly about: string | null;
  readonly by: string;
  readonly at: number;
  readonly open: boolean;
  readonly isNew: boolean;
  readonly sources: readonly Source[];
}

export interface Handoff {
  readonly since: number;
  readonly until: number;
  readonly news: number;
  /** Whether this visit has yet to be told. */
  readonly opens: boolean;
  readonly parts: Readonly<Record<PartName, readonly Line[]>>;
  /** How many items wait for somebody, also in lines that were not sent; null: those sent are all. */
  readonly waiting: number | null;
  /** How many lines of each part were not sent. */
  readonly left: Readonly<Record<PartName, number>>;
  /** The ids of handoffs that were written down meanwhile. */
  readonly written: readonly string[];
}

export function parseHandoff(value: unknown): Handoff | null {
  if (!isRecord(value) || !Array.isArray(value['parts'])) {
    return null;
  }
  const sources = new Map(
    asList(value['sources'], parseSource).map(source => [source.id, source])
  );
  const lines = (name: PartName): Line[] =>
    asList(value['parts'], part =>
      isRecord(part) && part['part'] === name ? part : null
    ).flatMap(part => asList(part['lines'], line => parseLine(line, sources)));
  const left = (name: PartName): number =>
    asList(value['parts'], part =>
      isRecord(part) && part['part'] === name ? part : null
    ).reduce(
      (sum, part) =>
        sum +
        Math.max(
          0,
          asNumber(part['count']) - asList(part['lines'], line => line ?? null).length
        ),
      0
    );
  return {
    since: asNumber(value['since']),
    until: asNumber(value['until']),
    news: asNumber(value['news']),
    opens: value['opens'] === true,
    parts: {
      state: lines('state'),
      actions: lines('actions'),
      awareness: lines('awareness'),
      contingencies: lines('contingencies'),
      acknowledgement: lines('acknowledgement')
    },
    waiting: typeof value['open'] === 'number' ? value['open'] : null,
    left: {
      state: left('state'),
      actions: left('actions'),
      awareness: left('awareness'),
      contingencies: left('contingencies'),
      acknowledgement: left('acknowledgement')
    },
    written: asList(value['written'], one =>
      isRecord(one) ? asText(one['id']) || null : null
    )
  };
}

function parseSource(value: unknown): Source | null {
  return !isRecord(value) || asText(value['id']) === ''
    ? null
    : {
        id: asText(value['id']),
        at: asNumber(value['at']),
        by: asText(value['by']),
        did: asText(value['did'])
      };
}

/** A line; null where it names no source, for then nobody could check it. */
function parseLine(value: unknown, known: ReadonlyMap<string, Source>): Line | null {
  if (!isRecord(value)) {
    return null;
  }
  const sources = asTexts(value['sources']).flatMap(id => known.get(id) ?? []);
  return sources.length === 0
    ? null
    : {
        lead: asText(value['lead']),
        text: asText(value['text']),
        detail: asText(value['detail']),
        phrase: asTextOrNull(value['phrase']),
        about: asTextOrNull(value['about']),
        by: asText(value['by']),
        at: asNumber(value['at']),
        open: value['open'] === true,
        isNew: value['new'] === true,
        sources
      };
}
