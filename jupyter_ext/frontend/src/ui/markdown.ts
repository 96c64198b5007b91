/**
 * Markdown drawn by JupyterLab's own renderer, always as untrusted text. Refuses to load anything
 * from elsewhere: an image in an answer could carry what it read to a stranger's server.
 */

import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { MimeModel } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { IDisposable } from '@lumino/disposable';
import type { Widget } from '@lumino/widgets';
import { withFormulas } from '../core/formulas';
import { heldBack, withDiagrams } from './diagrams';
import { fitHeadings } from './headings';
import { loadOnClick, withoutRemote } from './profile';
import { Scrolls } from './scrolls';
import { frameTables } from './tables';

const MARKDOWN = 'text/markdown';

function guarded(sanitizer: IRenderMime.ISanitizer): IRenderMime.ISanitizer {
  return {
    allowNamedProperties: sanitizer.allowNamedProperties ?? false,
    allowCommandLinker: false,
    getAutolink: () => sanitizer.getAutolink?.() ?? true,
    sanitize: (dirty, options) => withoutRemote(sanitizer.sanitize(dirty, options))
  };
}

/** The application's parser, which sees a diagram only once that is known to load nothing. */
function cautious(parser: IRenderMime.IMarkdownParser): IRenderMime.IMarkdownParser {
  const draw = (text: string): Promise<string> => parser.render(text);
  return { render: async text => withDiagrams(await draw(heldBack(text)), draw) };
}

/** One place where a text is drawn, again and again as it grows. */
export class MarkdownView implements IDisposable {
  constructor(private readonly _renderer: IRenderMime.IRenderer) {
    _renderer.addClass('cg-markdown');
    _renderer.node.addEventListener('click', loadOnClick);
    this._scrolls = new Scrolls(_renderer.node);
  }

  get widget(): Widget {
    return this._renderer;
  }

  get isDisposed(): boolean {
    return this._renderer.isDisposed;
  }

  /** Draw the text; while one is being drawn only the latest waits. `done` runs after each. */
  draw(text: string, done?: (host: HTMLElement) => void): void {
    this._next = { text, done };
    if (!this._busy) {
      void this._run();
    }
  }

  dispose(): void {
    this._next = null;
    this._scrolls.dispose();
    this._renderer.dispose();
  }

  private async _run(): Promise<void> {
    this._busy = true;
    while (this._next !== null && !this.isDisposed) {
      const { text, done } = this._next;
      this._next = null;
      const data = { [MARKDOWN]: withFormulas(text) };
      const model = new MimeModel({ data, trusted: false });
      try {
        await this._renderer.renderModel(model);
      } catch {
        // A text that the renderer can't take is still a text.
        this._renderer.node.textContent = text;
      }
      if (!this.isDisposed) {
        fitHeadings(this._renderer.node);
        frameTables(this._renderer.node);
        done?.(this._renderer.node);
        this._scrolls.settle();
      }
    }
    this._busy = false;
  }

  private readonly _scrolls: Scrolls;
  private _busy = false;
  private _next: {
    text: string;
    done: ((host: HTMLElement) => void) | undefined;
  } | null = null;
}

export class MarkdownFactory {
  constructor(private readonly _registry: IRenderMimeRegistry) {}

  /** A view; inside a notebook with the notebook's own options, so that its links resolve. */
  create(options?: IRenderMime.IRendererOptions): MarkdownView {
    const registry = this._registry;
    const base: IRenderMime.IRendererOptions = options ?? {
      mimeType: MARKDOWN,
      sanitizer: registry.sanitizer,
      resolver: registry.resolver,
      linkHandler: registry.linkHandler,
      latexTypesetter: registry.latexTypesetter,
      markdownParser: registry.markdownParser
    };
    const factory = registry.getFactory(MARKDOWN);
    if (factory === undefined) {
      throw new Error('JupyterLab has no Markdown renderer.');
    }
    const parser = base.markdownParser;
    return new MarkdownView(
      factory.createRenderer({
        ...base,
        mimeType: MARKDOWN,
        sanitizer: guarded(base.sanitizer),
        markdownParser: parser == null ? null : cautious(parser)
      })
    );
  }
}
