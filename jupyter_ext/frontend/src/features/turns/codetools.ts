/** Buttons on the code blocks of a drawn answer. Knows the DOM. */

import type { LabIcon } from '@jupyterlab/ui-components';
import { addBelowIcon, copyIcon } from '@jupyterlab/ui-components';
import type { CodeBlock } from '../../core/codeblocks';
import { trans } from '../../core/trans';

export interface CodeActions {
  /** Whether the last block breaks off, so that it is no use as a cell. */
  lastIsOpen: boolean;
  /** Null where there is no notebook to insert into. */
  insert: ((block: CodeBlock) => void) | null;
  copy: (source: string) => void;
}

/** Put "Insert as cell" and "Copy" on every code block below `host`. */
export function addCodeTools(host: HTMLElement, actions: CodeActions): void {
  for (const code of host.querySelectorAll<HTMLElement>('pre > code')) {
    const pre = code.parentElement;
    const source = (code.textContent ?? '').replace(/\s+$/, '');
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
    frame.append(
      pre,
      tools({ language: languageOf(code), source, closed: true }, actions)
    );
  }
}

function tools(block: CodeBlock, actions: CodeActions): HTMLElement {
  const { insert, copy } = actions;
  const bar = document.createElement('div');
  bar.className = 'cg-code-tools';
  bar.dataset['lmSuppressShortcuts'] = 'true';
  if (insert !== null) {
    bar.append(
      button(trans.__('Insert as cell'), addBelowIcon, 'cg-insert', () => insert(block))
    );
  }
  bar.append(button(trans.__('Copy'), copyIcon, 'cg-copy', () => copy(block.source)));
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

function languageOf(code: HTMLElement): string {
  return /(?:^|\s)language-(\S+)/.exec(code.className)?.[1]?.toLowerCase() ?? '';
}
