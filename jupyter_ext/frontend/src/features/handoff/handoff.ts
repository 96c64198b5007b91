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

/** The parts in their order, each with its heading and what stands there if nothing else does. */
export const PARTS: readonly { name: PartName; title: string; empty: string }[] = [
  { name: 'state', title: 'State', empty: 'Nothing was decided, agreed or ended.' },
  {
    name: 'actions',
    title: 'Actions',
    empty: 'Nothing is in progress and nobody waits for an answer.'
  },
  { name: 'awareness', title: 'Awareness', empty: 'Nothing new to know.' },
  {
    name: 'contingencies',
    title: 'Contingencies',
    empty: 'Nothing in dispute, nothing to watch.'
  },
  {
    name: 'acknowledgement',
    title: 'Acknowledgement',
    empty: 'Nobody has taken this over yet.'
  }
];

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

export function linesOf(handoff: Handoff): Line[] {
  return PARTS.flatMap(({ name }) => handoff.parts[name]);
}

/** "3 changes, 2 open items" */
export function summaryOf(handoff: Handoff): string {
  const open = linesOf(handoff).filter(line => line.open).length;
  const count = (n: number, word: string): string =>
    `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${count(handoff.news, 'change')}, ${count(open, 'open item')}`;
}
