/** Code and tables that are cut off in a drawn text can be scrolled by keys: then they are tab stops. */

const WIDE = 'pre, .cg-wide';

/** Look after what is drawn in a node, also when there is more or less room for it. */
export class Scrolls {
  constructor(private readonly _node: HTMLElement) {
    this._sizes = new ResizeObserver(() => this.settle());
    this._sizes.observe(_node);
  }

  dispose(): void {
    this._sizes.disconnect();
  }

  /** Anything may have been drawn anew. */
  settle(): void {
    for (const box of this._node.querySelectorAll<HTMLElement>(WIDE)) {
      const cut =
        box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (cut || box.dataset['cgScrolls'] !== undefined) {
        box.tabIndex = cut ? 0 : -1;
        box.dataset['cgScrolls'] = '';
      }
    }
  }

  private readonly _sizes: ResizeObserver;
}
