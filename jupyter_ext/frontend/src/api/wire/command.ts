/** Commands as the server takes them. */

import type { Kind, SharedKind } from './entry';
import type { Keyed } from './keyed';

/** What a version says, and what it is about where its author says so. */
export type Text = { title: string; body: string } & Partial<Keyed>;

export type Command =
  | ({ command: 'add'; kind: Kind; area: string | null } & Text)
  | ({ command: 'edit'; entry: string; heads: string[] } & Text)
  | ({
      command: 'share';
      note: string;
      heads: string[];
      kind: SharedKind;
      area: string | null;
    } & Text)
  | ({ command: 'merge'; entries: { entry: string; heads: string[] }[] } & Merging)
  | { command: 'retire'; entry: string; heads: string[] }
  | { command: 'accept'; entry: string; heads: string[] }
  | { command: 'reject'; entry: string; heads: string[]; reason: string }
  | { command: 'revert'; entry: string; heads: string[]; to: string }
  | ({ command: 'resolve'; sides: string[] } & Settlement)
  | { command: 'dismiss'; sides: string[]; reason: string }
  | { command: 'set'; name: string; value: unknown }
  | ({ command: 'announce' | 'query' } & Sending)
  | ({
      command: 'handoff';
      schema: string;
      interface: string;
      examples: string;
      files: string[];
      left: string;
    } & Sending)
  | { command: 'query_sides'; sides: string[] }
  | { command: 'reply' | 'answer'; message: string; text: string; seen: string[] }
  | { command: 'take_over'; message: string; restated: string; seen: string[] }
  | { command: 'acknowledge'; message: string; seen: string[] }
  | { command: 'withdraw'; message: string }
  | { command: 'open_thread'; title: string }
  | { command: 'say' | 'constrain'; thread: string; text: string }
  | { command: 'lift'; thread: string; constraint: string }
  | { command: 'close_thread'; thread: string }
  | ({
      command: 'bring';
      thread: string;
      note: string | null;
      heads: string[];
      kind: SharedKind;
      area: string | null;
    } & Text)
  | {
      command: 'sprint_move';
      sprint: string;
      task: string;
      column: string;
      before: string | null;
      seen: string[];
    }
  | { command: 'sprint_add'; sprint: string; title: string; column: string }
  | { command: 'sprint_note'; sprint: string; what: 'well' | 'badly'; text: string }
  | { command: 'sprint_reveal'; sprint: string };

/** What every new message says. */
interface Sending {
  to: string[];
  title: string;
  body: string;
  due: number | null;
  turn: string | null;
}

/** The one text that takes the place of several, and why, where somebody says. */
export type Merging = Text & { reason?: string };

/** The end of a contradiction: the sides that hold on, and the decision that says so. */
export interface Settlement {
  keep: string[];
  title: string;
  body: string;
  reason: string;
}
