/** What the status bar says of Common Ground. Pure. */

import { trans } from '../core/trans';
import { CONNECTION_NAMES } from '../features/team/connection';
import type { Connection } from '../feed/feed';
import { money } from '../ui/format';

export interface StatusFacts {
  readonly connection: Connection['tag'];
  /** The label of the model that answers; empty while it is not known. */
  readonly model: string;
  /** US dollars that were spent today, as far as the member sees it; null while it is not known. */
  readonly today: number | null;
  /** Messages that want the member's attention. */
  readonly messages: number;
  /** Colleagues whose work meets the member's, as they were told. */
  readonly overlaps: number;
}

export interface StatusText {
  /** What is seen, short. */
  readonly shown: string;
  /** What a screen reader says of the button. */
  readonly spoken: string;
}

export function statusText(facts: StatusFacts): StatusText {
  const connection = CONNECTION_NAMES[facts.connection];
  const shown = [trans.__('Common Ground: %1', connection)];
  const spoken = [trans.__('Open Common Ground'), connection];
  if (facts.model !== '') {
    shown.push(facts.model);
    spoken.push(trans.__('model: %1', facts.model));
  }
  if (facts.today !== null && facts.today > 0) {
    shown.push(trans.__('%1 today', money(facts.today)));
    spoken.push(trans.__('%1 spent today', money(facts.today)));
  }
  if (facts.messages > 0) {
    const { messages } = facts;
    shown.push(trans._n('%1 message', '%1 messages', messages));
    spoken.push(trans._n('%1 message for you', '%1 messages for you', messages));
  }
  if (facts.overlaps > 0) {
    const { overlaps } = facts;
    shown.push(trans._n('%1 overlap', '%1 overlaps', overlaps));
    spoken.push(
      trans._n('%1 overlap with your work', '%1 overlaps with your work', overlaps)
    );
  }
  return { shown: shown.join(' · '), spoken: spoken.join(', ') };
}
