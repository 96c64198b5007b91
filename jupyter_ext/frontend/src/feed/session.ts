/** What every feature may ask of the live session: who is here, what is new, and to send a command. */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Command } from '../api/wire/command';
import type { Member, Person } from '../api/wire/member';
import type { Access } from '../core/access';
import type { FactCallback } from './facts';
import type { Connection } from './feed';

export interface Session {
  /** Something that can be read here or in a feature’s model has changed. */
  readonly stateChanged: ISignal<unknown, void>;
  readonly connection: Connection;
  readonly user: Member | null;
  readonly access: Access;

  person(username: string): Person;

  /**
   * Call back with the things of which something new was said, by how their ids begin; with none
   * after a reconnect, when it may have been any.
   */
  onFacts(prefix: string, callback: FactCallback): IDisposable;

  /** Send a command; the result is the id of the thing it is about. Throws a Problem. */
  run(command: Command): Promise<string | null>;
}
