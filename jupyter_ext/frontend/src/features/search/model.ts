/** The one box that looks through everything: what stands in it, and what the server found. */

import type { IDisposable } from '@lumino/disposable';
import type { Loadable } from '../../api/problem';
import { attempt, PENDING } from '../../api/problem';
import type { Findings, Wanted } from './wire';

/** Milliseconds after the last letter until it is looked for. */
const PAUSE = 150;
/** Hits that are shown at first, and how many more each time. */
const PAGE = 20;
/** The most that the server gives. */
const MOST = 100;

/** Words and filters as they stand in the form; an empty filter lets everything pass. */
export interface Question {
  readonly text: string;
  readonly kind: string;
  readonly person: string;
  readonly area: string;
  readonly since: string;
}

const NOTHING: Question = { text: '', kind: '', person: '', area: '', since: '' };

export class SearchModel implements IDisposable {
  constructor(
    private readonly _find: (wanted: Wanted) => Promise<Findings>,
    private readonly _changed: () => void
  ) {}

  get question(): Question {
    return this._question;
  }

  /** What was found last; it stays until something else is. */
  get found(): Loadable<Findings> {
    return this._found;
  }

  /** Whether results are in sight rather than the tabs. */
  get shown(): boolean {
    return this._shown && asks(this._question);
  }

  /** Whether more could be shown of what was found. */
  get more(): boolean {
    const { _found: found } = this;
    return (
      found.tag === 'ready' &&
      found.value.total > found.value.hits.length &&
      this._limit < MOST
    );
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** Ask for something else: what is written is looked for in a moment, a filter counts at once. */
  ask(changed: Partial<Question>): void {
    this._question = { ...this._question, ...changed };
    this._limit = PAGE;
    this._shown = true;
    if ('text' in changed) {
      this._soon();
    } else {
      void this.now();
    }
    this._changed();
  }

  /** Show what was found again, as when the box is gone to. */
  show(): void {
    if (asks(this._question) && !this._shown) {
      this._shown = true;
      this._soon();
      this._changed();
    }
  }

  /** Show the tabs; what stands in the box stays. */
  hide(): void {
    this._shown = false;
    this._changed();
  }

  showMore(): void {
    this._limit = Math.min(this._limit + PAGE, MOST);
    void this.now();
  }

  /** Empty the box. */
  clear(): void {
    this._stop();
    this._question = NOTHING;
    this._found = PENDING;
    this._shown = false;
    this._changed();
  }

  /** Look for what is asked for; an answer that is overtaken by a later one is dropped. */
  async now(): Promise<void> {
    this._stop();
    if (!asks(this._question)) {
      this._found = PENDING;
      return;
    }
    const asked = ++this._asked;
    const found = await attempt(() =>
      this._find(wantedOf(this._question, this._limit))
    );
    if (asked === this._asked && !this._disposed) {
      this._found = found;
      this._changed();
    }
  }

  dispose(): void {
    this._disposed = true;
    this._stop();
  }

  private _soon(): void {
    this._stop();
    this._timer = window.setTimeout(() => void this.now(), PAUSE);
  }

  private _stop(): void {
    window.clearTimeout(this._timer);
    this._asked += 1;
  }

  private _question = NOTHING;
  private _found: Loadable<Findings> = PENDING;
  private _shown = false;
  private _limit = PAGE;
  private _asked = 0;
  private _timer = 0;
  private _disposed = false;
}

/** Whether anything is asked for. */
export function asks(question: Question): boolean {
  return Object.values(question).some(said => said.trim() !== '');
}

/** The request for it: a person and an area are words of their own. */
export function wantedOf(question: Question, limit: number): Wanted {
  const { text, kind, person, area, since } = question;
  const words = [
    text.trim(),
    person === '' ? '' : `@${person}`,
    area === '' ? '' : `#${area}`
  ];
  return {
    text: words.filter(Boolean).join(' '),
    kinds: kind === '' ? [] : [kind],
    limit,
    ...(since === '' ? {} : { since })
  };
}
