/**
 * An answer in a cell's output: pieces of Markdown, and between them what was asked of tools. A piece
 * that is there stays and is drawn anew, so that nothing jumps while the answer grows.
 */

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Panel } from '@lumino/widgets';
import type { CallView } from '../../api/wire/types';
import type { MarkdownFactory, MarkdownView } from '../../ui/markdown';
import { Drawn } from './drawn';
import { partsOf } from './parts';

interface Piece {
  calls: readonly CallView[];
  readonly cards: Drawn;
  readonly markdown: MarkdownView;
  drawn: string | null;
}

export class AnswerParts extends Panel {
  constructor(
    private readonly _markdown: MarkdownFactory,
    private readonly _options: IRenderMime.IRendererOptions,
    private readonly _cards: (calls: readonly CallView[]) => JSX.Element,
    /** What stands above it, where it is compared. */
    top: () => JSX.Element
  ) {
    super();
    this._top = new Drawn(top);
    this.addWidget(this._top);
    this.addClass('cg-answer-parts');
    this.node.dataset['testid'] = 'cg-answer';
  }

  /** Draw the text and the cards; `done` runs after each piece, with its text. */
  draw(
    text: string,
    calls: readonly CallView[],
    whole: boolean,
    done: (host: HTMLElement, text: string) => void
  ): void {
    const parts = partsOf(text, calls);
    this._top.update();
    while (this._pieces.length > parts.length) {
      this._drop(this._pieces.pop());
    }
    parts.forEach((part, at) => {
      const piece = this._pieces[at] ?? this._add();
      piece.calls = part.calls;
      piece.cards.setHidden(part.calls.length === 0);
      piece.cards.update();
      if (piece.drawn !== part.text || whole !== this._whole) {
        piece.drawn = part.text;
        piece.markdown.draw(part.text, host => done(host, part.text));
      }
    });
    this._whole = whole;
  }

  /** What is drawn is drawn anew the next time, whatever it is. */
  forget(): void {
    this._pieces.forEach(piece => (piece.drawn = null));
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._pieces.forEach(piece => piece.markdown.dispose());
      super.dispose();
    }
  }

  private _add(): Piece {
    const piece: Piece = {
      calls: [],
      cards: new Drawn(() => this._cards(piece.calls)),
      markdown: this._markdown.create(this._options),
      drawn: null
    };
    this.addWidget(piece.cards);
    this.addWidget(piece.markdown.widget);
    this._pieces.push(piece);
    return piece;
  }

  private _drop(piece: Piece | undefined): void {
    piece?.cards.dispose();
    piece?.markdown.dispose();
  }

  private readonly _top: Drawn;
  private readonly _pieces: Piece[] = [];
  private _whole = false;
}
