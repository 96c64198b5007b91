/**
 * One tab stop for a list, a board or a toolbar: the Tab key goes to the item that had the focus last,
 * arrows go on from there. What lies within the other items is no tab stop either. Knows no feature.
 */

/** Which arrows move: up and down, left and right, or none, where the items have keys of their own. */
export type Axis = 'rows' | 'row' | 'own';

/** What has to be scrolled by keys is always reached. */
const SCROLLED = 'pre, .cg-wide, .cg-words';
const TABBABLE =
  'button, a[href], input, select, textarea, summary, [tabindex], [data-cg-parked]';

const WATCHED: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['disabled', 'hidden']
};

const STEPS: Readonly<Record<Exclude<Axis, 'own'>, readonly [string, string]>> = {
  rows: ['ArrowUp', 'ArrowDown'],
  row: ['ArrowLeft', 'ArrowRight']
};

export class Roving {
  /** `items`: a selector of them, wherever they lie in the box. */
  constructor(
    private readonly _box: HTMLElement,
    private readonly _items: string,
    private readonly _axis: Axis
  ) {
    _box.addEventListener('focusin', this._onFocusIn);
    _box.addEventListener('keydown', this._onKeyDown);
    this._observer = new MutationObserver(() => this.settle());
    this._observer.observe(_box, WATCHED);
    this.settle();
  }

  dispose(): void {
    this._observer.disconnect();
    this._box.removeEventListener('focusin', this._onFocusIn);
    this._box.removeEventListener('keydown', this._onKeyDown);
  }

  /** Make the item that had the focus last the one that the Tab key goes to. */
  settle(): void {
    const items = this._all();
    if (this._current === null || !items.includes(this._current)) {
      this._current = items[0] ?? null;
    }
    for (const item of items) {
      const current = item === this._current;
      setTabIndex(item, current ? 0 : -1);
      for (const inner of item.querySelectorAll<HTMLElement>(TABBABLE)) {
        if (current || inner.matches(SCROLLED)) {
          unpark(inner);
        } else {
          park(inner);
        }
      }
    }
  }

  private readonly _onFocusIn = ({ target }: Event): void => {
    const item = this._holding(target);
    if (item !== null && item !== this._current) {
      this._current = item;
      this.settle();
    }
  };

  private readonly _onKeyDown = (event: KeyboardEvent): void => {
    const item = this._holding(event.target);
    if (this._axis === 'own' || event.defaultPrevented || item !== event.target) {
      return;
    }
    if (item === null || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const items = this._all();
    const to = target(event.key, STEPS[this._axis], items.indexOf(item), items.length);
    const next = to === null ? undefined : items[to];
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      next.focus();
    }
  };

  /** The item that something is in. */
  private _holding(node: EventTarget | null): HTMLElement | null {
    return node instanceof Node
      ? (this._all().find(item => item.contains(node)) ?? null)
      : null;
  }

  /** Those that lie in no other; what is hidden or disabled can't have the focus. */
  private _all(): HTMLElement[] {
    return [...this._box.querySelectorAll<HTMLElement>(this._items)].filter(
      item =>
        !item.matches(':disabled') &&
        item.closest('[hidden]') === null &&
        !this._within(item)
    );
  }

  private _within(item: HTMLElement): boolean {
    const outer = item.parentElement?.closest(this._items) ?? null;
    return outer !== null && outer !== this._box && this._box.contains(outer);
  }

  private readonly _observer: MutationObserver;
  private _current: HTMLElement | null = null;
}

function target(
  key: string,
  [back, forth]: readonly [string, string],
  at: number,
  length: number
): number | null {
  switch (key) {
    case back:
      return Math.max(at - 1, 0);
    case forth:
      return Math.min(at + 1, length - 1);
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return null;
  }
}

/** One that is parked by a list around it keeps its own for later. */
function setTabIndex(node: HTMLElement, value: number): void {
  if (node.dataset['cgParked'] !== undefined) {
    node.dataset['cgParked'] = String(value);
  } else if (node.getAttribute('tabindex') !== String(value)) {
    node.tabIndex = value;
  }
}

function park(node: HTMLElement): void {
  if (node.dataset['cgParked'] === undefined) {
    node.dataset['cgParked'] = node.getAttribute('tabindex') ?? '';
    node.tabIndex = -1;
  }
}

function unpark(node: HTMLElement): void {
  const own = node.dataset['cgParked'];
  if (own !== undefined) {
    delete node.dataset['cgParked'];
    if (own === '') {
      node.removeAttribute('tabindex');
    } else {
      node.setAttribute('tabindex', own);
    }
  }
}
