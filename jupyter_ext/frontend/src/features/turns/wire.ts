import { asList, asNumber, asText, asTexts, isRecord } from '../../api/guards';

export type StepKind = 'line' | 'turn' | 'brought';

/** `what` is a line's text, or the id of a turn or of an entry. */
export interface Step {
  readonly id: string;
  readonly kind: StepKind;
  readonly by: string;
  readonly at: number;
  readonly what: string;
}

export interface Constraint {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

export interface Thread {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly at: number;
  /** When something was last said in it. */
  readonly last: number;
  readonly closed: boolean;
  readonly people: readonly string[];
  readonly steps: readonly Step[];
  readonly constraints: readonly Constraint[];
}

const KINDS: readonly StepKind[] = ['line', 'turn', 'brought'];

export function parseThread(value: unknown): Thread | null {
  if (!isRecord(value) || asText(value['id']) === '') {
    return null;
  }
  return {
    id: asText(value['id']),
    title: asText(value['title']),
    author: asText(value['author']),
    at: asNumber(value['at']),
    last: asNumber(value['last']),
    closed: value['closed'] === true,
    people: asTexts(value['people']),
    steps: asList(value['steps'], parseStep),
    constraints: asList(value['constraints'], parseConstraint)
  };
}

function parseStep(value: unknown): Step | null {
  const constraint = parseSaid(value);
  const kind = isRecord(value)
    ? KINDS.find(known => known === value['kind'])
    : undefined;
  return constraint === null || kind === undefined || !isRecord(value)
    ? null
    : { ...constraint, kind, what: asText(value['what']) };
}

function parseConstraint(value: unknown): Constraint | null {
  const said = parseSaid(value);
  return said === null || !isRecord(value)
    ? null
    : { ...said, text: asText(value['text']) };
}

function parseSaid(value: unknown): { id: string; by: string; at: number } | null {
  return isRecord(value) && asText(value['id']) !== ''
    ? { id: asText(value['id']), by: asText(value['by']), at: asNumber(value['at']) }
    : null;
}
