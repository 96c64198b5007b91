/** What the AI thinks and asks of tools, live, and a person’s word on what it proposes. */

import type { CallView } from '../../api/wire/types';
import type { KnownTurns } from './list';
import type { TurnRequests } from './requests';
import type { Decision } from './wire';

export class ToolCalls {
  constructor(
    private readonly _requests: Pick<TurnRequests, 'decide'>,
    private readonly _turns: KnownTurns,
    private readonly _changed: () => void,
    private readonly _fetch: (turn: string) => Promise<void>
  ) {}

  /** A model thinks before it answers. */
  onThought(turn: string, at: number, text: string): void {
    if (!this._turns.hasEnded(turn) && !this._turns.putThought(turn, at, text)) {
      void this._fetch(turn);
    }
  }

  /** A tool is used, or something came of it. */
  onCall(turn: string, call: CallView): void {
    this._turns.putCall(turn, call);
  }

  /** Allow or decline what a tool proposed. Throws a Problem. */
  async decide(turn: string, call: string, decision: Decision): Promise<void> {
    this._turns.put(await this._requests.decide(turn, call, decision));
    this._changed();
  }
}
