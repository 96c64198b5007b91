/** What a command would do, as the server says before it is sent. */

import type { Finding } from '../../api/quarantine';
import type { EntryStatus } from '../../api/wire/entry';
import type { Keyed } from '../../api/wire/keyed';
import type { ClashView, PreviewAnswer } from '../../api/wire/types';
import type { Clash } from '../../core/contradiction';
import { isKeyed, keyedOf } from '../../core/keyed';

export type Outcome = PreviewAnswer['gate']['outcome'];

/** What would be stored, who it would reach, and what it would contradict. */
export interface Consequences {
  readonly status: EntryStatus;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly title: string;
  readonly body: string;
  readonly area: string | null;
  readonly readers: readonly string[];
  readonly clashes: readonly Clash[];
  /** The fields that the text suggests; null where nothing was read in it. */
  readonly suggested: Keyed | null;
}

export function consequencesOf(answer: PreviewAnswer): Consequences {
  const { gate, readers, fields } = answer;
  const suggested = fields === null ? null : keyedOf(fields);
  return {
    status: answer.status,
    outcome: gate.outcome,
    findings: gate.findings,
    title: gate.title,
    body: gate.body,
    area: readers.area,
    readers: readers.names,
    clashes: answer.contradicts.map(clashOf),
    suggested: suggested === null || !isKeyed(suggested) ? null : suggested
  };
}

function clashOf(view: ClashView): Clash {
  const { title, rule, why, sure } = view;
  const [own, other] = view.quotes;
  return { title, rule, why, sure, own, other };
}
