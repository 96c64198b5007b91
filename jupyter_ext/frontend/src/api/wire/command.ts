/** Commands as the server takes them. */

import type { Keyed } from './keyed';
import type { SentCommand } from './types';

/** What a version says, and what it is about where its author says so. */
export type Text = { title: string; body: string } & Partial<Keyed>;

export type Command = SentCommand;

/** The one text that takes the place of several, and why, where somebody says. */
export type Merging = Text & { reason?: string };

/** The end of a contradiction: the sides that hold on, and the decision that says so. */
export interface Settlement {
  keep: string[];
  title: string;
  body: string;
  reason: string;
}
