/** How the kinds of all that can be found or named are said. */

import type { Kind } from '../api/wire/entry';
import { KIND_LABELS } from './entry';
import { trans } from './trans';

const OTHERS: Readonly<Record<string, string>> = {
  get question() {
    return trans.__('Question to the AI');
  },
  get thread() {
    return trans.__('Thread');
  },
  get announcement() {
    return trans.__('Announcement');
  },
  get query() {
    return trans.__('Question to people');
  },
  get handoff() {
    return trans.__('Handoff');
  },
  get finding() {
    return trans.__('Finding');
  },
  get task() {
    return trans.__('Task');
  },
  get comparison() {
    return trans.__('Comparison');
  }
};

/** The kind in words; the word itself for one of a feature that is not ours. */
export function kindLabel(kind: string): string {
  return kind in KIND_LABELS ? KIND_LABELS[kind as Kind].one : (OTHERS[kind] ?? kind);
}
