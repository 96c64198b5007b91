/**
 * The growing text of one answer, put together from numbered deltas. Knows when a delta is missing.
 */

/** `applied`: the text grew. `known`: nothing new. `gap`: fetch the text and `resume()`. */
export type Applied = 'applied' | 'known' | 'gap';

export class LiveText {
  constructor(text = '', seq = 0) {
    this._text = text;
    this._seq = seq;
  }

  /** What is known without a hole. */
  get text(): string {
    return this._text;
  }

  /** How many deltas the text contains. */
  get seq(): number {
    return this._seq;
  }

  /** Whether later deltas wait for missing ones. */
  get waiting(): boolean {
    return this._early.size > 0;
  }

  /** Take a delta; they may come twice or out of order. */
  apply(seq: number, text: string): Applied {
    if (seq <= this._seq) {
      return 'known';
    }
    this._early.set(seq, text);
    const before = this._seq;
    this._drain();
    if (this._seq > before) {
      return this.waiting ? 'gap' : 'applied';
    }
    return 'gap';
  }

  /** Go on from a text that contains `seq` deltas; an older one than ours changes nothing. */
  resume(text: string, seq: number): void {
    if (seq >= this._seq) {
      this._text = text;
      this._seq = seq;
    }
    for (const early of this._early.keys()) {
      if (early <= this._seq) {
        this._early.delete(early);
      }
    }
    this._drain();
  }

  private _drain(): void {
    let next = this._early.get(this._seq + 1);
    while (next !== undefined) {
      this._seq += 1;
      this._early.delete(this._seq);
      this._text += next;
      next = this._early.get(this._seq + 1);
    }
  }

  private _text: string;
  private _seq: number;
  private readonly _early = new Map<number, string>();
}
