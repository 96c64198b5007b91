/** What the tabs of the panel are drawn out of. */

import { CONSTANTS } from '../../api/wire/constants';
import type { ServerStatus } from '../../api/wire/status';
import type { SprintModel } from '../../features/sprint/model';
import type { Kept } from '../../ui/kept';
import type { IContextModel } from '../tokens';
import type { PanelActions } from './actions';
import type { DerivedEntries } from './derived';
import type { Navigation } from './navigation';

export interface PanelView {
  readonly model: IContextModel;
  readonly actions: PanelActions;
  readonly navigation: Navigation;
  readonly derived: DerivedEntries;
  readonly sprint: SprintModel;
  readonly kept: Kept;
}

/** What the server takes; until it has said so, what it takes out of the box. */
export function limitsOf({ model }: PanelView): ServerStatus['limits'] {
  const { status } = model.team;
  return status.tag === 'ready' ? status.value.limits : CONSTANTS.limits;
}
