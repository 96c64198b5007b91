/** How far an answer is, and how many questions come before it. */

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

export function StatusBadge(props: {
  status: TurnStatus;
  /** Questions that are answered before it. */
  ahead?: number;
  /** Whether whoever looks has asked it. */
  yours?: boolean;
}): JSX.Element | null {
  const { ahead = 0 } = props;
  if (props.status === 'streaming' && ahead > 0) {
    const label =
      props.yours === true
        ? trans._n('%1 before you', '%1 before you', ahead)
        : trans._n('%1 before it', '%1 before it', ahead);
    return <Badge look="plain">{label}</Badge>;
  }
  const badge = STATUS[props.status];
  return badge === null ? null : <Badge look={badge.look}>{badge.label}</Badge>;
}
