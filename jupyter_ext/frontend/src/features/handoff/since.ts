/**
 * "Since you left": what a visit opens with, until it is acknowledged. What is typed into it stays
 * when sending fails. Refuses to draw.
 */

import type { Problem } from '../../api/problem';
import { failed } from '../../api/problem';
import type { DraftBox } from '../../ui/draftbox';
import type { HandoffRequests } from './requests';
import type { Handoff } from './wire';

/** The key of what is restated among the drafts. */
const RESTATED = 'since';

export class Since {
  constructor(
    private readonly _box: DraftBox,
    private readonly _api: Pick<HandoffRequests, 'handoff' | 'acknowledgeHandoff'>,
    private readonly _emit: () => void
  ) {}

  /** What to open with; null where there is nothing to be told. */
  get handoff(): Handoff | null {
    return this._handoff?.opens === true ? this._handoff : null;
  }

  get restated(): string {
    return this._box.text(RESTATED);
  }

  get sending(): boolean {
    return this._sending;
  }

  get problem(): Problem | null {
    return this._problem;
  }

  async load(): Promise<void> {
    const asked = ++this._asked;
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const found = await this._api.handoff(zone);
      if (asked === this._asked) {
        this._handoff = found;
        this._emit();
      }
    } catch {
      // The panel says that the server can't be reached; what was there is still true.
    }
  }

  write(restated: string): void {
    this._box.put(RESTATED, restated);
    this._emit();
  }

  async acknowledge(): Promise<void> {
    const handoff = this.handoff;
    if (handoff === null || this._sending) {
      return;
    }
    this._sending = true;
    this._problem = null;
    this._emit();
    try {
      await this._api.acknowledgeHandoff(handoff, this.restated.trim());
      this._box.drop(RESTATED);
      this.forget();
    } catch (error) {
      this._problem = failed(error).problem;
    }
    this._sending = false;
    this._emit();
  }

  /** Somebody else is at this browser, or it was acknowledged. */
  forget(): void {
    this._asked += 1;
    this._handoff = null;
    this._problem = null;
  }

  private _handoff: Handoff | null = null;
  private _sending = false;
  private _problem: Problem | null = null;
  /** The newest request: the answer of an older one counts no more. */
  private _asked = 0;
}
