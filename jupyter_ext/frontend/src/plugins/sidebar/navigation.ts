/** Where the panel is: its tab, the entry that is brought into sight, and what gets the focus next. */

import type { Kept } from '../../ui/kept';

export const TABS = [
  'context',
  'now',
  'findings',
  'inbox',
  'review',
  'turns',
  'private',
  'people'
] as const;

export type TabId = (typeof TABS)[number];

/**
 * What may be given the focus: the box that looks through everything, the entries’ own filter, the
 * question field, the tab itself, the form of an entry that is edited, or a thing’s card.
 */
export type FocusTarget =
  | 'find'
  | 'found'
  | 'search'
  | 'ask'
  | 'tab'
  | { readonly entry: string }
  | { readonly card: string };

/** Milliseconds for which a card that is still being fetched is waited for. */
const PATIENCE = 5_000;
/** The attributes by which the cards of things are known. */
const CARDS = ['entry', 'turn', 'thread', 'message'];

/** The name under which the tab is found again when the page is loaded anew. */
const KEPT_TAB = 'tab';

export class Navigation {
  /** `followed` hears what somebody opened by a link. `kept` lasts as long as the page: it says where the panel was when that was loaded anew. */
  constructor(
    private readonly _changed: () => void,
    first: TabId,
    private readonly _kept: Kept | null = null,
    private readonly _followed: (tab: TabId, thing: string) => void = () => undefined
  ) {
    const before = this._kept?.texts(KEPT_TAB)[0];
    const found = TABS.find(tab => tab === before);
    this._tab = found ?? first;
    this._went = found !== undefined;
  }

  get tab(): TabId {
    return this._tab;
  }

  /** The thing that was brought into sight last. */
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
    this.open('context', entry);
  }

  /** Bring a thing of a tab into sight and put the focus on it, as soon as it is there. */
  open(tab: TabId, thing: string): void {
    this._opened = thing;
    this._followed(tab, thing);
    this._until = Date.now() + PATIENCE;
    this.go(tab, { card: thing });
  }

  /** Give the focus to something that stands in every tab. */
  focus(target: 'find' | 'found'): void {
    this._focus = target;
    this._changed();
  }

  /** Give the focus to what asked for it, once it is drawn within the node. */
  giveFocus(node: HTMLElement): void {
    const target = this._focus;
    if (target !== null) {
      const found = node.querySelector<HTMLElement>(this._selector(target));
      const waits = typeof target !== 'string' && Date.now() < this._until;
      this._focus = found === null && waits ? target : null;
      found?.focus();
      if (typeof target !== 'string') {
        found?.scrollIntoView({ block: 'nearest' });
      }
    }
  }

  private _selector(target: FocusTarget): string {
    const open = '.cg-tabpanel:not([hidden])';
    if (target === 'tab') {
      return `#cg-tab-${this._tab}`;
    }
    if (target === 'find') {
      return '[data-cg-focus="find"]';
    }
    if (target === 'found') {
      return '[data-testid="cg-hit"]';
    }
    if (typeof target === 'string') {
      return `${open} [data-cg-focus="${target}"]`;
    }
    return 'card' in target
      ? CARDS.map(of => `${open} [data-${of}="${CSS.escape(target.card)}"]`).join()
      : `${open} [data-entry="${CSS.escape(target.entry)}"] :is(input, textarea)`;
  }

  private _tab: TabId;
  private _went: boolean;
  private _focus: FocusTarget | null = null;
  private _opened: string | null = null;
  private _until = 0;
}
