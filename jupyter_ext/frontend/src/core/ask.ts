/** A request to the owner to allow what looks like a secret and is none, as it stands in a message. Pure. */

import type { KeptBack } from '../api/problem';
import { trans } from './trans';

const LINE = /^<!-- allow: ([0-9a-f]{16,64}) ([A-Za-z0-9:_-]{0,80}) -->$/gm;

/** The message's title and text: why it is no secret, and what the owner's click needs, unseen. */
export function requestOf(
  kept: readonly KeptBack[],
  why: string
): { title: string; body: string } {
  const labels = [...new Set(kept.map(({ label }) => label))].join(', ');
  const lines = kept.map(({ mark, rule }) => `<!-- allow: ${mark} ${rule} -->`);
  const said = why.trim() === '' ? trans.__('It is no secret.') : why.trim();
  return {
    title: trans.__('Please allow a value that is no secret: %1', labels).slice(0, 200),
    body: [said, ...lines].join('\n\n')
  };
}

/** What a message asks the owner to allow; nothing where it asks for something else. */
export function requestedIn(body: string): Pick<KeptBack, 'mark' | 'rule'>[] {
  return [...body.matchAll(LINE)].map(([, mark = '', rule = '']) => ({ mark, rule }));
}

/** The words of such a message. */
export function reasonIn(body: string): string {
  return body.replace(LINE, '').trim();
}
