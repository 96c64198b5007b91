/**
 * One sprint, live: fetched when something was said of it, moved at once, and put right by the
 * server's answer. Refuses to draw.
 */

import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Loadable } from '../../api/problem';
import { failed, PENDING, Problem, ready } from '../../api/problem';
import type { Command } from '../../api/wire/command';
import { trans } from '../../core/trans';
import { Refresh } from '../../feed/refresh';
import type { Session } from '../../feed/session';
import type { Move } from './sprint';
import { titleOf, withMove } from './sprint';
import type { Sprint } from './wire';

export class SprintModel implements IDisposable {
  constructor(
    private readonly _session: Session,
    private readonly _load: () => Promise<Sprint | null>
  ) {
    this._refresh = new Refresh(() => this._fetch());
    this._facts = this._session.onFacts('s_', () => {
      if (this._moving === 0) {
        this._refresh.soon(); // the end of a move fetches anyway
      }
    });
    this.refresh();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._refresh.isDisposed;
  }

  /** Null where there is no such sprint. */
  get sprint(): Loadable<Sprint | null> {
    return this._sprint;
  }

  /** Why the last command was refused. */
  get problem(): Problem | null {
    return this._problem;
  }

  /** The last thing worth saying aloud. */
  get said(): string {
    return this._said;
  }

  refresh(): void {
    void this._refresh.now();
  }

  /** Move a card: here at once, for everyone once the server has it. */
  async move(move: Move): Promise<void> {
    const { sprint } = this;
    if (sprint.tag !== 'ready' || sprint.value === null) {
      return;
    }
    const before = sprint.value;
    const task = before.tasks.find(({ id }) => id === move.task);
    if (task === undefined) {
      return;
    }
    this._moving += 1;
    this._sprint = ready(withMove(before, move));
    this._said = trans.__('%1 moved to %2', task.key, titleOf(before, move.column));
    this._changed.emit();
    await this.send({
      command: 'sprint_move',
      sprint: before.id,
      ...move,
      seen: [...task.placed]
    });
    this._moving -= 1;
    this.refresh();
  }

  /** Add a task at the end of a column. True if it was taken. */
  add(title: string, column: string): Promise<boolean> {
    return this._about(sprint => ({ command: 'sprint_add', sprint, title, column }));
  }

  /** Note what went well or badly: nobody else sees it yet. True if it was taken. */
  note(what: 'well' | 'badly', text: string): Promise<boolean> {
    return this._about(sprint => ({ command: 'sprint_note', sprint, what, text }));
  }

  reveal(): Promise<boolean> {
    return this._about(sprint => ({ command: 'sprint_reveal', sprint }));
  }

  /** Send a command; true if it was taken, else `problem` says why not. */
  async send(command: Command): Promise<boolean> {
    try {
      await this._session.run(command);
      this._problem = null;
    } catch (error) {
      this._problem = Problem.of(error);
    }
    this._changed.emit();
    return this._problem === null;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._refresh.dispose();
      this._facts.dispose();
      Signal.clearData(this);
    }
  }

  private async _about(command: (sprint: string) => Command): Promise<boolean> {
    return this._sprint.tag === 'ready' && this._sprint.value !== null
      ? this.send(command(this._sprint.value.id))
      : false;
  }

  private async _fetch(): Promise<void> {
    let found: Loadable<Sprint | null>;
    try {
      found = ready(await this._load());
    } catch (error) {
      // What was drawn stays drawn: the model says that we are offline.
      found = this._sprint.tag === 'ready' ? this._sprint : failed(error);
    }
    if (this.isDisposed || this._moving > 0) {
      return; // the end of the move fetches again
    }
    this._sprint = found;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _refresh: Refresh;
  private readonly _facts: IDisposable;
  private _sprint: Loadable<Sprint | null> = PENDING;
  private _problem: Problem | null = null;
  private _said = '';
  private _moving = 0;
}
