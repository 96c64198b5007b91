/**
 * Keeps the focus from falling to the page. When what has it is removed, hidden or disabled, the focus
 * goes to what a person would do next, by these rules, the first that finds something:
 *
 * 1. A form or dialog that closed gives it back to what opened it (`data-cg-opener` names one that was
 *    not pressed).
 * 2. A thing that was drawn anew elsewhere, as a card that moved, is followed.
 * 3. A control that made way for a field, or is disabled for it, as “Reply…”, gives it to the field.
 * 4. Otherwise what takes its place has it: the next of its list, the one before, what is around it.
 * 5. At last the tab of the panel that is open; of a panel that was closed what opens it again.
 *
 * Refuses to take the focus from anything that has it. Knows no feature.
 */

import {
  drawnAnew,
  firstField,
  FORMS,
  isThere,
  ITEMS,
  reachable,
  ROOTS,
  twinOf
} from './reach';

/** An element, what it lies in, and its place there while it did. */
interface Place {
  readonly node: Element;
  readonly at: number;
}

/** From what has the focus outward to the page. */
type Trail = readonly Place[];

const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['disabled', 'aria-disabled', 'hidden', 'inert']
};

export class FocusKeeper {
  constructor(private readonly _page: Document) {
    this._observer = new MutationObserver(records => this._settle(records));
    _page.addEventListener('focusin', this._onFocusIn);
    _page.addEventListener('focusout', this._onLeaving, true);
    _page.addEventListener('focusout', this._onFocusOut);
  }

  dispose(): void {
    this._page.removeEventListener('focusin', this._onFocusIn);
    this._page.removeEventListener('focusout', this._onLeaving, true);
    this._page.removeEventListener('focusout', this._onFocusOut);
    this._forget();
  }

  private readonly _onFocusIn = ({ target }: Event): void => {
    this._moves = false;
    if (!(target instanceof Element) || target.closest(ROOTS) === null) {
      this._forget();
      return;
    }
    for (
      let form = target.closest(FORMS);
      form !== null;
      form = form.parentElement?.closest(FORMS) ?? null
    ) {
      const within = this._trail.some(({ node }) => node === form);
      if (!within && !this._openers.has(form) && this._trail.length > 0) {
        this._openers.set(form, this._trail);
      }
    }
    if (this._trail.length === 0) {
      this._observer.observe(this._page.body, WATCHED);
    }
    this._trail = trailOf(target);
  };

  /** Before anything is drawn anew because of it: a held button is disabled once it is left. */
  private readonly _onLeaving = (event: FocusEvent): void => {
    this._moves = event.relatedTarget !== null;
  };

  /** It was left for nothing: by a person, or because it is being taken away. */
  private readonly _onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget === null && this._trail.length > 0) {
      queueMicrotask(() => {
        const records = this._observer.takeRecords();
        const node = this._trail[0]?.node;
        if (node === undefined || !this._isLost()) {
          return;
        }
        if (isThere(node) && isShown(node) && !tookOut(records, node)) {
          this._forget();
        } else {
          this._rescue(records);
        }
      });
    }
  };

  private _settle(records: readonly MutationRecord[]): void {
    const node = this._trail[0]?.node;
    if (node === undefined || this._moves) {
      return;
    }
    if (isThere(node)) {
      if (!this._isLost()) {
        this._give(isHeld(node) ? fieldThatCame(records, node) : null);
        this._trail = trailOf(this._page.activeElement ?? node);
      } else if (tookOut(records, node)) {
        this._give(node); // it was put elsewhere in its list
      }
    } else if (this._isLost() || this._page.activeElement === node) {
      this._rescue(records);
    }
  }

  private _isLost(): boolean {
    const { activeElement, body } = this._page;
    return activeElement === null || activeElement === body;
  }

  private _rescue(records: readonly MutationRecord[]): void {
    const trail = this._trail;
    for (const candidate of this._candidates(trail, records)) {
      if (this._give(candidate)) {
        return;
      }
    }
    this._forget();
  }

  /** Whether it has the focus now. */
  private _give(node: Element | null): boolean {
    const target = node === null ? null : reachable(node);
    // A row that was scrolled away must not scroll the list back.
    target?.focus({
      preventScroll: target.closest('[data-virtuoso-scroller]') !== null
    });
    return target !== null && this._page.activeElement === target;
  }

  private *_candidates(
    trail: Trail,
    records: readonly MutationRecord[]
  ): Iterable<Element | null> {
    const gone = trail.filter(({ node }) => !isThere(node)).map(({ node }) => node);
    const stays = trail.find(({ node }) => isThere(node))?.node ?? this._page.body;
    const around = stays.closest('[role="tabpanel"]') ?? stays.closest(ROOTS) ?? stays;
    const item = lastItem(gone);
    // A form that left together with its item leaves nothing that its opener could be in.
    const forms = gone.filter((node, at) => node.matches(FORMS) && at > item);
    for (const form of forms.reverse()) {
      yield* this._openersOf(form, stays);
    }
    for (const thing of gone) {
      const anew = drawnAnew(thing, around);
      yield anew === null ? null : (twinOf(trail[0]?.node ?? thing, anew) ?? anew);
    }
    if (item < 0) {
      yield fieldThatCame(records, stays);
      yield stays === around ? null : twinOf(trail[0]?.node ?? stays, stays);
    }
    if (!gone.some(node => node.matches('[role="tabpanel"]'))) {
      yield* neighbours(trail);
    }
    yield* ends(stays);
  }

  private *_openersOf(form: Element, stays: Element): Iterable<Element | null> {
    const opener = this._openers.get(form) ?? [];
    const [first] = opener;
    if (first !== undefined) {
      const place = opener.slice(1).find(({ node }) => isThere(node))?.node;
      yield isThere(first.node) ? first.node : null;
      yield place === undefined || place === this._page.body
        ? null
        : twinOf(first.node, place);
    }
    const named = form.getAttribute('data-cg-opener');
    for (let node: Element | null = stays; named !== null && node !== null;) {
      yield node.querySelector(`[data-testid="${CSS.escape(named)}"]`);
      node = node.matches(ROOTS) ? null : node.parentElement;
    }
  }

  private _forget(): void {
    this._trail = [];
    this._observer.disconnect();
  }

  private readonly _observer: MutationObserver;
  /** What had the focus before a form did. */
  private readonly _openers = new WeakMap<Element, Trail>();
  private _trail: Trail = [];
  /** Whether it was left for something that is about to have the focus. */
  private _moves = false;
}

/** The outermost item among what is gone; -1 where none is. */
function lastItem(gone: readonly Element[]): number {
  return gone.reduce((last, node, at) => (node.matches(ITEMS) ? at : last), -1);
}

function trailOf(from: Element): Trail {
  const trail: Place[] = [];
  for (let node: Element | null = from; node !== null; node = node.parentElement) {
    trail.push({ node, at: [...(node.parentElement?.children ?? [])].indexOf(node) });
  }
  return trail;
}

/** Whether it, or what it lies in, was taken out of the page, be it to be put elsewhere. */
function tookOut(records: readonly MutationRecord[], node: Element): boolean {
  return records.some(({ removedNodes }) =>
    [...removedNodes].some(one => one.contains(node))
  );
}

/** Whether it has the focus still, but does nothing any more. */
function isHeld(node: Element): boolean {
  return node.getAttribute('aria-disabled') === 'true';
}

/** Whether a style sheet lets it be seen. */
function isShown(node: Element): boolean {
  return typeof node.checkVisibility !== 'function' || node.checkVisibility();
}

/** A field that was drawn near in the same moment: in the item, or beside the toolbar. */
function fieldThatCame(
  records: readonly MutationRecord[],
  place: Element
): HTMLElement | null {
  const bar = place.closest('[role="toolbar"]');
  const item = place.closest(ITEMS) ?? bar?.parentElement ?? place;
  for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (node instanceof Element && item.contains(node)) {
      const field = firstField(node);
      if (field !== null) {
        return field;
      }
    }
  }
  return null;
}

/** What takes the place of what is gone: what follows it, what is before it; then further outward. */
function* neighbours(trail: Trail): Iterable<Element | null> {
  const first = trail.findIndex(({ node }) => isThere(node));
  for (let at = first; at > 0 && at < trail.length; at++) {
    const inner = trail[at - 1];
    const outer = trail[at]?.node;
    if (inner === undefined || outer === undefined || outer.matches('body')) {
      return;
    }
    const children = [...outer.children].filter(child => child !== inner.node);
    yield* children.slice(inner.at);
    yield* children.slice(0, inner.at).reverse();
    if (outer.matches(`${ITEMS}, [tabindex]`)) {
      yield outer;
    }
    if (outer.matches(`${ROOTS}, [role="tabpanel"]`)) {
      return;
    }
  }
}

/** Where nothing is left: the open tab, or the part of the page itself. */
function* ends(stays: Element): Iterable<Element | null> {
  const root = stays.closest<HTMLElement>(ROOTS);
  yield root?.querySelector('[role="tab"][aria-selected="true"]') ?? null;
  if (root === null) {
    yield stays.closest('[tabindex]');
  } else {
    root.tabIndex = -1;
    yield root;
    yield document.querySelector(`.jp-SideBar [data-id="${CSS.escape(root.id)}"]`);
  }
}
