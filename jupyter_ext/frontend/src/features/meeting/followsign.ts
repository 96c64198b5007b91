/**
 * The sign on the notebook of whoever follows: whom, and how to leave. It hears what leaves: Escape
 * anywhere, and in the notebook the wheel, a finger, a key, or the scroll bar.
 */

import type { IDisposable } from '@lumino/disposable';
import { trans } from '../../core/trans';

/** Keys that only hold others. */
const HOLDING = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'AltGraph']);

export class FollowSign implements IDisposable {
  constructor(
    private readonly _on: HTMLElement,
    name: string,
    private readonly _leave: () => void
  ) {
    this._node.className = 'cg-following';
    this._node.dataset['testid'] = 'cg-following';
    const said = document.createElement('span');
    said.setAttribute('role', 'status');
    said.textContent = trans.__('You follow %1. Escape leaves.', name);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cg-button';
    button.textContent = trans.__('Leave');
    button.addEventListener('click', _leave);
    this._node.append(said, button);
    _on.classList.add('cg-mod-followed');
    _on.append(this._node);
    const options = { capture: true, passive: true, signal: this._ended.signal };
    for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const) {
      _on.addEventListener(type, this._onDeed, options);
    }
    document.addEventListener('keydown', this._onKey, options);
  }

  get node(): HTMLElement {
    return this._on;
  }

  get isDisposed(): boolean {
    return this._ended.signal.aborted;
  }

  dispose(): void {
    this._ended.abort();
    if (this._node.contains(document.activeElement)) {
      this._on.querySelector<HTMLElement>('.jp-Cell.jp-mod-active')?.focus();
    }
    this._on.classList.remove('cg-mod-followed');
    this._node.remove();
  }

  private readonly _onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      this._leave();
    }
  };

  private readonly _onDeed = (event: Event): void => {
    const target = event.target instanceof Element ? event.target : null;
    if (target !== null && this._node.contains(target)) {
      return; // the sign's own button
    }
    if (event instanceof KeyboardEvent && HOLDING.has(event.key)) {
      return;
    }
    if (event.type === 'pointerdown' && !isScrollBar(event, target)) {
      return; // a click is no wish to go elsewhere: one may score and argue while one follows
    }
    this._leave();
  };

  private readonly _node = document.createElement('div');
  private readonly _ended = new AbortController();
}

/** Whether it hit the bar beside the content of what scrolls. */
function isScrollBar(event: Event, target: Element | null): boolean {
  if (!(event instanceof PointerEvent) || target === null) {
    return false;
  }
  const { left, top } = target.getBoundingClientRect();
  return (
    event.clientX - left > target.clientWidth + target.clientLeft ||
    event.clientY - top > target.clientHeight + target.clientTop
  );
}
