/** How kinds of what was found, and times, are said. */

import type { Kind } from '../../api/wire/entry';
import { KIND_LABELS } from '../../core/entry';
import { trans } from '../../core/trans';

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

/** The times that one can choose, each as the server reads it. */
export function times(): readonly (readonly [string, string])[] {
  return [
    ['', trans.__('Any time')],
    ['1d', trans.__('Last day')],
    ['7d', trans.__('Last week')],
    ['1m', trans.__('Last month')],
    ['1y', trans.__('Last year')]
  ];
}
