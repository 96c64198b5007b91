/**
 * Messages that an answer of the model proposes: fenced blocks labelled cg-ask, cg-announce or
 * cg-handoff. Pure text work; nothing is sent by it.
 */

import { CONSTANTS } from '../../api/wire/constants';
import { codeBlocks } from '../../core/codeblocks';
import type { MessageKind } from './wire';

export interface Proposal {
  readonly kind: MessageKind;
  readonly to: readonly string[];
  readonly title: string;
  readonly body: string;
}

const LABELS: Readonly<Record<string, MessageKind>> = {
  'cg-ask': 'query',
  'cg-announce': 'announcement',
  'cg-handoff': 'handoff'
};
const FIELD = /^(to|title):[ \t]*(.*)$/i;
const MAX_TITLE = CONSTANTS.limits.title;

/** The proposals of an answer, in order; a block that never ends is none. */
export function proposalsIn(markdown: string): Proposal[] {
  return codeBlocks(markdown).flatMap(({ language, source, closed }) => {
    const kind = LABELS[language];
    const proposal =
      kind === undefined || !closed ? null : read(kind, source.split('\n'));
    return proposal === null ? [] : [proposal];
  });
}

function read(kind: MessageKind, lines: readonly string[]): Proposal | null {
  let to: string[] = [];
  let title = '';
  let at = 0;
  for (; at < lines.length; at++) {
    const match = FIELD.exec(lines[at]?.trim() ?? '');
    if (match === null) {
      break;
    }
    const [, name = '', value = ''] = match;
    if (name.toLowerCase() === 'to') {
      to = value.split(/[\s,]+/).filter(one => /^[@#]\S+$/.test(one));
    } else {
      title = value.trim();
    }
  }
  const rest = lines.slice(at).join('\n').trim();
  if (title === '') {
    const [first = '', ...more] = rest.split('\n');
    return first === ''
      ? null
      : {
          kind,
          to,
          title: first.trim().slice(0, MAX_TITLE),
          body: more.join('\n').trim()
        };
  }
  return { kind, to, title: title.slice(0, MAX_TITLE), body: rest };
}
