/** What a member chooses in JupyterLab's settings, and what holds where nothing was chosen. Pure. */

import type { NeedKind } from './needs';
import { NEED_KINDS } from './needs';
import type { TabId } from './sidebar/navigation';
import { TABS } from './sidebar/navigation';

/** When the panel opens by itself. */
export const STARTS = ['first-visit', 'always', 'never'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;

/** Pixels that the panel has at least, and those that a member may choose. */
export const WIDTHS = { least: 260, most: 900 } as const;

export interface Choices {
  readonly openAtStart: (typeof STARTS)[number];
  readonly defaultTab: TabId;
  readonly density: (typeof DENSITIES)[number];
  /** Pixels that the panel has at least. */
  readonly width: number;
  /** What is told with a notification. */
  readonly notifications: ReadonlySet<NeedKind>;
  /** Whether a member is asked to follow whoever presents. */
  readonly askToFollow: boolean;
  /** Whether a sound is heard when a phase's time is over. */
  readonly soundAtPhaseEnd: boolean;
  /** Whether it is told on the desktop while nobody looks at the page. */
  readonly desktop: boolean;
}

/** The choices in settings of the schema `panel.json`; a value of another type counts as not chosen. */
export function choicesOf(settings: Readonly<Record<string, unknown>>): Choices {
  const { openAtStart, defaultTab, density, width, notifications, desktop } = settings;
  const off = new Map(Object.entries(notifications ?? {}));
  return {
    openAtStart: oneOf(STARTS, openAtStart, 'first-visit'),
    defaultTab: oneOf(TABS, defaultTab, 'context'),
    density: oneOf(DENSITIES, density, 'comfortable'),
    width: widthOf(width),
    askToFollow: settings['askToFollow'] !== false,
    soundAtPhaseEnd: settings['soundAtPhaseEnd'] === true,
    notifications: new Set(NEED_KINDS.filter(kind => off.get(kind) !== false)),
    desktop: desktop === true
  };
}

function oneOf<One>(known: readonly One[], chosen: unknown, otherwise: One): One {
  return known.find(one => one === chosen) ?? otherwise;
}

function widthOf(chosen: unknown): number {
  return typeof chosen === 'number' && Number.isFinite(chosen)
    ? Math.min(WIDTHS.most, Math.max(WIDTHS.least, chosen))
    : WIDTHS.least;
}
