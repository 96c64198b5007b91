/** How far an answer is. */

import type { TurnStatus } from '../api/wire/turn';
import { Badge } from './controls';

const STATUS: Readonly<
  Record<TurnStatus, { label: string; look: 'live' | 'plain' | 'bad' } | null>
> = {
  streaming: { label: 'answering…', look: 'live' },
  complete: null,
  partial: { label: 'partial', look: 'bad' },
  failed: { label: 'failed', look: 'bad' }
};

export function StatusBadge(props: { status: TurnStatus }): JSX.Element | null {
  const badge = STATUS[props.status];
  return badge === null ? null : <Badge look={badge.look}>{badge.label}</Badge>;
}
