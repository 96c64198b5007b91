/** Where the panel is: its tab, the entry that is brought into sight, and what gets the focus next. */

import type { Kept } from '../../ui/kept';

export const TABS = [
  'context',
  'inbox',
  'review',
  'turns',
  'private',
  'people'
] as const;

export type TabId = (typeof TABS)[number];

/**
 * What may be given the focus: the search field, the question field, the tab itself, the form of an
 * entry that is edited, or an entry’s card.
 */
export type FocusTarget =
  'search' | 'ask' | 'tab' | { readonly entry: string } | { readonly card: string };

/** The name under which the tab is found again when the page is loaded anew. */
const KEPT_TAB = 'tab';

export class Navigation {
  /** `kept` lasts as long as the page: it says where the panel was when that was loaded anew. */
  constructor(
    private readonly _changed: () => void,
    first: TabId,
    private readonly _kept: Kept | null = null
  ) {
    const before = this._kept?.texts(KEPT_TAB)[0];
    const found = TABS.find(tab => tab === before);
    this._tab = found ?? first;
    this._went = found !== undefined;
  }

  get tab(): TabId {
    return this._tab;
  }

  /** The entry that was brought into sight last. */
  get opened(): string | null {
    return this._opened;
  }

  /** Begin with this tab, unless somebody went to one already. */
  startAt(tab: TabId): void {
    if (!this._went) {
      this._tab = tab;
      this._changed();
    }
  }

  /** Go to a tab. Without a target the focus stays where it is. */
  go(tab: TabId, focus: FocusTarget | null = null): void {
    this._went = true;
    this._tab = tab;
    this._kept?.keep(KEPT_TAB, [tab]);
    this._focus = focus;
    this._changed();
  }

  /** Bring an entry into sight and put the focus on it. */
  show(entry: string): void {
    this._opened = entry;
    this.go('context', { card: entry });
  }

  /** Give the focus to what asked for it, once it is drawn within the node. */
  giveFocus(node: HTMLElement): void {
    const target = this._focus;
    if (target !== null) {
      this._focus = null;
      node.querySelector<HTMLElement>(this._selector(target))?.focus();
    }
  }

  private _selector(target: FocusTarget): string {
    const open = '.cg-tabpanel:not([hidden])';
    if (target === 'tab') {
      return `#cg-tab-${this._tab}`;
    }
    if (typeof target === 'string') {
      return `${open} [data-cg-focus="${target}"]`;
    }
    return 'card' in target
      ? `${open} [data-entry="${CSS.escape(target.card)}"]`
      : `${open} [data-entry="${CSS.escape(target.entry)}"] :is(input, textarea)`;
  }

  private _tab: TabId;
  private _went: boolean;
  private _focus: FocusTarget | null = null;
  private _opened: string | null = null;
}
