/** How far an answer is. */

import type { TurnStatus } from '../api/wire/turn';
import { trans } from '../core/trans';
import { Badge } from './controls';

const STATUS: Readonly<
  Record<TurnStatus, { label: string; look: 'live' | 'plain' | 'bad' } | null>
> = {
  streaming: {
    get label() {
      return trans.__('answering…');
    },
    look: 'live'
  },
  complete: null,
  partial: {
    get label() {
      return trans.__('incomplete');
    },
    look: 'bad'
  },
  failed: {
    get label() {
      return trans.__('failed');
    },
    look: 'bad'
  }
};

export function StatusBadge(props: { status: TurnStatus }): JSX.Element | null {
  const badge = STATUS[props.status];
  return badge === null ? null : <Badge look={badge.look}>{badge.label}</Badge>;
}
