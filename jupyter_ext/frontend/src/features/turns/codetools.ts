/** Buttons on the code blocks of a drawn answer. Knows the DOM. */

import type { LabIcon } from '@jupyterlab/ui-components';
import { addBelowIcon, copyIcon } from '@jupyterlab/ui-components';
import type { CodeCell } from '../../core/codeblocks';
import { trimmed } from '../../core/codeblocks';
import { trans } from '../../core/trans';

export interface CodeActions {
  /** The cells that blocks can become, in order; the others can be copied. */
  cells: readonly CodeCell[];
  /** Null where there is no notebook to insert into. */
  insert: ((cell: CodeCell) => void) | null;
  copy: (source: string) => void;
}

/** Put "Insert as cell" and "Copy" on every code block below `host`. */
export function addCodeTools(host: HTMLElement, actions: CodeActions): void {
  const waiting = [...actions.cells];
  for (const code of host.querySelectorAll<HTMLElement>('pre > code')) {
    const pre = code.parentElement;
    const source = trimmed(code.textContent ?? '');
    if (
      pre === null ||
      source === '' ||
      pre.parentElement?.classList.contains('cg-code')
    ) {
      continue;
    }
    const frame = document.createElement('div');
    frame.className = 'cg-code';
    pre.replaceWith(frame);
    frame.append(pre, tools(source, taken(waiting, source), actions));
  }
}

/** The next cell of that text, taken out of those that wait. */
function taken(waiting: CodeCell[], source: string): CodeCell | null {
  const at = waiting.findIndex(cell => cell.block === source);
  return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null);
}

function tools(
  source: string,
  cell: CodeCell | null,
  { insert, copy }: CodeActions
): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'cg-code-tools';
  bar.dataset['lmSuppressShortcuts'] = 'true';
  if (insert !== null && cell !== null) {
    bar.append(
      button(trans.__('Insert as cell'), addBelowIcon, 'cg-insert', () => insert(cell))
    );
  }
  bar.append(button(trans.__('Copy'), copyIcon, 'cg-copy', () => copy(source)));
  return bar;
}

function button(
  label: string,
  icon: LabIcon,
  testId: string,
  onClick: () => void
): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'cg-button cg-mod-plain';
  element.dataset['testid'] = testId;
  const text = document.createElement('span');
  text.textContent = label;
  element.append(icon.element({ tag: 'span', className: 'cg-icon' }), text);
  element.addEventListener('click', onClick);
  return element;
}
