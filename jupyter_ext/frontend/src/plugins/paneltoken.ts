/** What other plugins may use of the sidebar. */

import { Token } from '@lumino/coreutils';
import type { Kept } from '../ui/kept';
import type { Notebooks } from '../ui/notebooks';
import type { PanelActions } from './sidebar/actions';
import type { Navigation } from './sidebar/navigation';
import type { Settings } from './settings';
import { PLUGIN } from './tokens';

/** The sidebar as commands and other plugins use it. */
export interface IContextPanel {
  readonly navigation: Navigation;
  readonly actions: PanelActions;
  readonly settings: Settings;
  readonly notebooks: Notebooks;
  /** Bring it into sight. */
  reveal(): void;
  /** Whether the member writes in it just now. */
  readonly writing: boolean;
  /** What a member finds again in this browser. */
  keptOf(username: string): Kept;
}

export const IContextPanel = new Token<IContextPanel>(
  `${PLUGIN}:IContextPanel`,
  'The sidebar of Common Ground: where it is, and what can be done in it.'
);
