/** What a member chooses in JupyterLab's settings, and what holds where nothing was chosen. Pure. */

import type { NeedKind } from './needs';
import { NEED_KINDS } from './needs';
import type { TabId } from './sidebar/navigation';
import { TABS } from './sidebar/navigation';

export interface Choices {
  /** Whether the panel opens by itself when this browser sees it for the first time. */
  readonly openOnFirstVisit: boolean;
  readonly defaultTab: TabId;
  /** What is told with a notification. */
  readonly notifications: ReadonlySet<NeedKind>;
  /** Whether a member is asked to follow whoever presents. */
  readonly askToFollow: boolean;
  /** Whether a sound is heard when a phase's time is over. */
  readonly soundAtPhaseEnd: boolean;
}

/** The choices in settings of the schema `panel.json`; a value of another type counts as not chosen. */
export function choicesOf(settings: Readonly<Record<string, unknown>>): Choices {
  const { openOnFirstVisit, defaultTab, notifications } = settings;
  const off = new Map(Object.entries(notifications ?? {}));
  return {
    openOnFirstVisit: openOnFirstVisit !== false,
    defaultTab: TABS.find(tab => tab === defaultTab) ?? 'context',
    askToFollow: settings['askToFollow'] !== false,
    soundAtPhaseEnd: settings['soundAtPhaseEnd'] === true,
    notifications: new Set(NEED_KINDS.filter(kind => off.get(kind) !== false))
  };
}
