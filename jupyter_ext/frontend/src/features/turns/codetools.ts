/** Buttons on the code blocks of a drawn answer. Knows the DOM. */

import type { LabIcon } from '@jupyterlab/ui-components';
import { addBelowIcon, copyIcon } from '@jupyterlab/ui-components';
import type { CodeBlock } from '../../core/codeblocks';
import { trimmed } from '../../core/codeblocks';
import { trans } from '../../core/trans';

export interface CodeActions {
  /** The blocks that can become cells, in order; the others can be copied. */
  blocks: readonly CodeBlock[];
  /** Null where there is no notebook to insert into. */
  insert: ((block: CodeBlock) => void) | null;
  copy: (source: string) => void;
}

/** Put "Insert as cell" and "Copy" on every code block below `host`. */
export function addCodeTools(host: HTMLElement, actions: CodeActions): void {
  const waiting = [...actions.blocks];
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

/** The next block of that text, taken out of those that wait. */
function taken(waiting: CodeBlock[], source: string): CodeBlock | null {
  const at = waiting.findIndex(block => block.source === source);
  return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null);
}

function tools(
  source: string,
  block: CodeBlock | null,
  { insert, copy }: CodeActions
): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'cg-code-tools';
  bar.dataset['lmSuppressShortcuts'] = 'true';
  if (insert !== null && block !== null) {
    bar.append(
      button(trans.__('Insert as cell'), addBelowIcon, 'cg-insert', () => insert(block))
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
