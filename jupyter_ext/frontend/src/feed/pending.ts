/** Commands that were sent over a socket and wait for their answers. */

import type { CommandAnswer } from '../api/command';

/** Milliseconds after which an answer is not waited for any more. */
const ANSWER_WITHIN = 15_000;

interface Waiting {
  readonly resolve: (answer: CommandAnswer | null) => void;
  readonly timer: number;
}

export class PendingCommands {
  /** The answer to a command that is being sent; null if it does not come. */
  wait(id: string): Promise<CommandAnswer | null> {
    return new Promise(resolve => {
      const timer = window.setTimeout(() => this._settle(id, null), ANSWER_WITHIN);
      this._waiting.set(id, { resolve, timer });
    });
  }

  answered(answer: CommandAnswer): void {
    this._settle(answer.id, answer);
  }

  /** The socket is gone: no answer will come. */
  lose(): void {
    for (const id of [...this._waiting.keys()]) {
      this._settle(id, null);
    }
  }

  private _settle(id: string, answer: CommandAnswer | null): void {
    const waiting = this._waiting.get(id);
    if (waiting !== undefined) {
      this._waiting.delete(id);
      window.clearTimeout(waiting.timer);
      waiting.resolve(answer);
    }
  }

  private readonly _waiting = new Map<string, Waiting>();
}
