/** The plugin that keeps other words out of the completion of our lines. */

import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import type {
  CompletionHandler,
  ICompletionContext,
  ICompletionProvider
} from '@jupyterlab/completer';
import { CompleterModel, ICompletionProviderManager } from '@jupyterlab/completer';
import { isMagicLine } from '../core/magicline';
import { PLUGIN } from './tokens';

/** The type that the kernel gives to what may stand in one of our lines. */
const OURS = 'magic';

export const completion: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:completion`,
  description: 'Offers in our lines what they may hold, and no word of the notebook.',
  autoStart: true,
  requires: [ICompletionProviderManager],
  activate: (_app, manager: ICompletionProviderManager) => {
    manager.registerProvider(new LineProvider());
  }
};

/**
 * Offers nothing of its own: JupyterLab adds a notebook's words to what the kernel offers, and takes
 * the model, which may leave some out, from the provider of the highest rank.
 */
class LineProvider implements ICompletionProvider {
  readonly identifier = 'CompletionProvider:commonground';
  /** Above all of JupyterLab's own; the debugger's is 1000. */
  readonly rank = 1001;

  async isApplicable(): Promise<boolean> {
    return false;
  }

  async fetch(): Promise<CompletionHandler.ICompletionItemsReply> {
    return { start: 0, end: 0, items: [] };
  }

  async modelFactory(context: ICompletionContext): Promise<CompleterModel> {
    return new LineModel(context);
  }
}

class LineModel extends CompleterModel {
  constructor(private readonly _context: ICompletionContext) {
    super();
  }

  override setCompletionItems(items: CompletionHandler.ICompletionItems): void {
    super.setCompletionItems(
      this._inLine() ? items.filter(item => item.type === OURS) : items
    );
  }

  private _inLine(): boolean {
    const { editor } = this._context;
    if (!editor) {
      return false;
    }
    const lines = editor.model.sharedModel.getSource().split('\n');
    return isMagicLine(lines, editor.getCursorPosition().line);
  }
}
