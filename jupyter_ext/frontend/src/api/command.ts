/** Commands on their way to the server: each has an id of its own, under which it is carried out once. */

import { UUID } from '@lumino/coreutils';

/** The server’s answer to a command, as a request would have had it. */
export interface CommandAnswer {
  readonly id: string;
  readonly status: number;
  readonly outcome: unknown;
  readonly error: unknown;
}

/** Where commands may go in place of requests. */
export interface CommandChannel {
  /**
   * Send a command, as JSON. Null where it can’t be sent here; the answer is null where it did not
   * come, so that the command may or may not have been carried out.
   */
  command(id: string, json: string): Promise<CommandAnswer | null> | null;
}

/** Milliseconds for which an id is kept: less than the server remembers it. */
const KEPT = 240_000;
/** Commands of which it is not known whether they were carried out, at most. */
const MOST = 20;

/** The ids of commands; one that had no answer keeps its id for when it is sent again. */
export class CommandIds {
  /** The id to send this command under. */
  take(json: string): string {
    const found = this._lost.get(json);
    this._lost.delete(json);
    return found !== undefined && Date.now() - found.at < KEPT
      ? found.id
      : UUID.uuid4();
  }

  /** Nobody answered: sent again, it is the same command. */
  lost(json: string, id: string): void {
    this._lost.set(json, { id, at: Date.now() });
    if (this._lost.size > MOST) {
      this._lost.delete([...this._lost.keys()][0] ?? '');
    }
  }

  private readonly _lost = new Map<
    string,
    { readonly id: string; readonly at: number }
  >();
}
